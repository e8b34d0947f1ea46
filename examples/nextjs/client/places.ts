/** Where people belong. */

const HOMES: Record<string, string> = { candidate: '/lobby', coach: '/desk', head: '/office' };

export const homeOf = (role: string | null): string => HOMES[role ?? ''] ?? '/enter';

export const logInFor = (path: string): string => `/enter?next=${encodeURIComponent(path)}`;
