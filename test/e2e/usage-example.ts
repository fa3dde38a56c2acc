/** The guide's body of `POST /analytics/usage`, to the letter. */
export const GUIDE = {
  user_id: 'string',
  date: '2025-09-18',
  session_count: 3,
  total_session_duration: 7200,
  average_session_duration: 2400,
  page_views: 25,
  unique_pages_visited: 8,
  features_used: [
    {
      feature_name: 'project_creation',
      category: 'projects',
      usage_count: 2,
      total_time_spent: 300,
      last_used: '2025-09-18T10:30:00Z',
      proficiency_score: 0.7,
    },
  ],
  engagement_score: 8.5,
  retention_data: {
    is_new_user: false,
    days_since_signup: 30,
    days_since_last_visit: 1,
    total_visits: 25,
    retention_period: 'weekly',
    churn_risk_score: 0.2,
  },
  conversion_data: { conversion_events: [], funnel_stage: 'activated', conversion_rate: 0.8 },
  user_flow: [
    {
      step_number: 1,
      page_path: '/dashboard',
      action: 'page_view',
      timestamp: '2025-09-18T10:30:00Z',
      duration_on_step: 120,
      exit_rate: 0.1,
    },
  ],
};
