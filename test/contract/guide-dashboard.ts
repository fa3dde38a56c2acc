/**
 * What `GET /analytics/dashboard/{user_id}` holds in the users' specification, lists that it shows empty
 * there filled from its example of the performance overview.
 */
export const GUIDE_DASHBOARD = {
  user_id: 'user_123',
  time_period: 'last_7_days',
  overview: {
    total_events: 1500,
    unique_sessions: 25,
    average_session_duration: 2400,
    bounce_rate: 0.3,
    engagement_score: 8.5,
    top_events: [{ event_name: 'page_view', count: 500, percentage: 33.3 }],
    top_pages: [{ page: '/dashboard', views: 200, unique_views: 150 }],
  },
  performance: {
    average_load_time: 1500,
    performance_score: 85,
    core_web_vitals: { lcp: 1200, fid: 50, cls: 0.1 },
    slowest_pages: [{ page: '/dashboard', average_load_time: 2000, visits: 100 }],
    performance_trends: [{ date: '2025-09-18', average_load_time: 1500, performance_score: 85 }],
    issues: [
      {
        type: 'slow_page',
        severity: 'warning',
        description: 'Dashboard page loading slowly',
        affected_users: 25,
      },
    ],
  },
  usage: {
    daily_active_users: 1,
    session_frequency: 3.5,
    feature_adoption_rate: 0.8,
    most_used_features: [{ feature_name: 'project_creation', usage_count: 10, users: 1 }],
    user_segments: [{ segment: 'power_user', users: 1, percentage: 100 }],
  },
  activity: {
    total_activities: 100,
    activity_breakdown: [{ type: 'user_action', count: 80, percentage: 80 }],
    recent_activities: [
      {
        id: 'activity_123',
        description: 'Created new project',
        timestamp: '2025-09-18T10:30:00Z',
        severity: 'info',
      },
    ],
  },
  trends: [
    {
      metric: 'sessions',
      current_value: 25,
      previous_value: 20,
      change_percentage: 25,
      trend: 'up',
      time_series: [{ date: '2025-09-18', value: 5 }],
    },
  ],
  insights: [
    {
      id: 'insight_1',
      type: 'performance',
      priority: 'high',
      title: 'Page Load Time Improved',
      description: 'Average page load time decreased by 20% this week',
      impact: 'positive',
      metric: 'page_load_time',
      change_percentage: -20,
      trend: 'down',
      recommendations: ['Continue optimizing image sizes', 'Consider implementing lazy loading'],
      created_at: '2025-09-18T10:30:00Z',
    },
  ],
  last_updated: '2025-09-18T10:30:00Z',
};
