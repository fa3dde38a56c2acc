import type { ActivityCategory, ActivityType, Severity } from '@trailmark/contracts';

/** How a deed stands in the audit trail. */
export interface Trail {
  readonly type: ActivityType;
  readonly category: ActivityCategory;
  readonly severity: Severity;
  readonly description: string;
  readonly action: string;
  readonly target: string;
  readonly result?: 'success' | 'failure';
}

const trail = (
  [type, category, severity]: readonly [ActivityType, ActivityCategory, Severity],
  description: string,
  [action, target, result]: readonly [string, string, ('success' | 'failure')?],
): Trail => ({ type, category, severity, description, action, target, ...(result && { result }) });

/** By the deed's name; deeds that are not named leave no trail. */
export const TRAILS: ReadonlyMap<string, Trail> = new Map([
  [
    'login',
    trail(['authentication', 'security', 'info'], 'Signed in', ['login', 'account', 'success']),
  ],
  [
    'login_failed',
    trail(['authentication', 'security', 'warning'], 'Sign-in refused', [
      'login',
      'account',
      'failure',
    ]),
  ],
  ['logout', trail(['authentication', 'account', 'trace'], 'Signed out', ['logout', 'account'])],
  [
    'project_created',
    trail(['user_action', 'projects', 'info'], 'Created a project', [
      'create',
      'project',
      'success',
    ]),
  ],
  [
    'project_edited',
    trail(['data_change', 'projects', 'info'], 'Edited a project', ['edit', 'project', 'success']),
  ],
  [
    'project_shared',
    trail(['authorization', 'collaboration', 'info'], 'Shared a project', [
      'share',
      'project',
      'success',
    ]),
  ],
  [
    'comment_added',
    trail(['info', 'collaboration', 'debug'], 'Added a comment', ['comment', 'project']),
  ],
  [
    'asset_uploaded',
    trail(['user_action', 'assets', 'info'], 'Uploaded an asset', ['upload', 'asset', 'success']),
  ],
  [
    'preview_rendered',
    trail(['system_action', 'system', 'debug'], 'Rendered a preview', [
      'render',
      'asset',
      'success',
    ]),
  ],
  [
    'purchase_completed',
    trail(['user_action', 'marketplace', 'info'], 'Bought from the marketplace', [
      'buy',
      'item',
      'success',
    ]),
  ],
  [
    'payment_settled',
    trail(['api_call', 'integration', 'info'], 'Payment settled by PayBridge', [
      'settle',
      'payment',
      'success',
    ]),
  ],
  [
    'payment_failed',
    trail(['error', 'payment', 'error'], 'Payment was declined', ['pay', 'payment', 'failure']),
  ],
  [
    'setting_changed',
    trail(['data_change', 'settings', 'info'], 'Changed a setting', [
      'change',
      'setting',
      'success',
    ]),
  ],
  [
    'javascript_error',
    trail(['error', 'system', 'critical'], 'The client failed', ['run', 'client', 'failure']),
  ],
  ['slow_page', trail(['warning', 'system', 'warning'], 'A page was slow', ['load', 'page'])],
]);
