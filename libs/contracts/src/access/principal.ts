export const ROLES = ['user', 'support', 'service', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** Who a request is made for; travels with every RPC. */
export interface Principal {
  sub: string;
  email: string | null;
  roles: Role[];
}
