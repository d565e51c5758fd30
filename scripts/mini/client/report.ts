/** What a program's page tells the kit's; no schema here, so that the program's side carries none. */

export const REPORT_TYPE = 'banyan-kit:report';
export const reportKinds = ['policy', 'error', 'misuse'] as const;
/** `policy`: the policy stopped something. `error`: an error nobody caught, or one written to the console. `misuse`: no host has that. */
export type ReportKind = (typeof reportKinds)[number];
