import { FILE_TYPES } from './catalogue.js';
import type { Page, PageName } from './page.js';

type WorkspacePage = Extract<
  PageName,
  'dashboard' | 'projects' | 'newProject' | 'project' | 'assets' | 'settings'
>;

/** Where the work is done. */
export const WORKSPACE_PAGES: Record<WorkspacePage, Page> = {
  dashboard: {
    title: 'Dashboard',
    path: '/dashboard',
    links: [
      { weight: 5, value: 'projects' },
      { weight: 3, value: 'marketplace' },
      { weight: 2, value: 'assets' },
      { weight: 2, value: 'search' },
      { weight: 1, value: 'settings' },
    ],
    deeds: [
      {
        chance: 0.35,
        name: 'button_click',
        type: 'user_action',
        category: 'interaction',
        details: ({ random }) => ({
          button_id: random.pick(['create_project', 'open_recent', 'invite', 'show_news']),
        }),
      },
    ],
  },
  projects: {
    title: 'Projects',
    path: '/projects',
    links: [
      { weight: 7, value: 'project' },
      { weight: 2, value: 'newProject' },
      { weight: 1, value: 'dashboard' },
    ],
    deeds: [
      {
        chance: 0.3,
        name: 'filter_changed',
        type: 'user_action',
        category: 'interaction',
        details: ({ random }) => ({ filter: random.pick(['mine', 'shared', 'archived']) }),
      },
    ],
  },
  newProject: {
    title: 'New project',
    path: '/projects/new',
    links: [{ weight: 1, value: 'projects' }],
    deeds: [
      {
        chance: 0.75,
        name: 'project_created',
        type: 'business_event',
        category: 'projects',
        details: ({ random, project }) => ({
          project,
          template: random.pick(['blank', 'web', 'print', 'social']),
        }),
        leadsTo: 'project',
      },
    ],
  },
  project: {
    title: 'Project',
    path: '/projects/:project',
    links: [
      { weight: 3, value: 'projects' },
      { weight: 3, value: 'assets' },
      { weight: 1, value: 'search' },
      { weight: 1, value: 'marketplace' },
    ],
    deeds: [
      {
        chance: 0.6,
        name: 'project_edited',
        type: 'user_action',
        category: 'projects',
        details: ({ random, project }) => ({ project, changes: random.int(1, 40) }),
      },
      {
        chance: 0.25,
        name: 'comment_added',
        type: 'engagement_event',
        category: 'content',
        details: ({ random, project }) => ({ project, length: random.int(8, 400) }),
      },
      {
        chance: 0.12,
        name: 'project_shared',
        type: 'engagement_event',
        category: 'projects',
        details: ({ random, project }) => ({ project, people: random.int(1, 6) }),
      },
    ],
  },
  assets: {
    title: 'Assets',
    path: '/assets',
    links: [
      { weight: 4, value: 'project' },
      { weight: 2, value: 'marketplace' },
      { weight: 1, value: 'dashboard' },
    ],
    deeds: [
      {
        chance: 0.4,
        name: 'asset_uploaded',
        type: 'user_action',
        category: 'assets',
        details: ({ random }) => ({
          file_type: random.pick(FILE_TYPES),
          size_bytes: Math.round(2000 + random.exponential(3_000_000)),
        }),
      },
      {
        chance: 0.1,
        name: 'preview_rendered',
        type: 'system_event',
        category: 'assets',
        details: ({ random }) => ({ duration_ms: random.int(80, 2400) }),
      },
    ],
  },
  settings: {
    title: 'Settings',
    path: '/settings',
    links: [{ weight: 1, value: 'dashboard' }],
    deeds: [
      {
        chance: 0.5,
        name: 'setting_changed',
        type: 'user_action',
        category: 'settings',
        details: ({ random }) => ({
          setting: random.pick(['theme', 'language', 'notifications', 'two_factor']),
        }),
      },
      { chance: 0.1, name: 'logout', type: 'user_action', category: 'authentication' },
    ],
  },
};
