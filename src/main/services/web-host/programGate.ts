import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { canaryPage, sendPage } from '../mini/hostPage.ts';
import { refuser } from '../mini/programHandler.ts';
import { plainHeaders, programHeaders } from '../mini/programHeaders.ts';
import type { Programs } from '../mini/programs.ts';
import { type AccessRules, ownOrigin } from './access.ts';
import { goneSignal, streamWebResponse, toWebRequest } from './nodeHttp.ts';

/** Names under `localhost` that are the host's own. No label is as short. */
const CANARY = 'canary';
const CANARY_TARGET = 'canary-target';
const NAME = /^([a-z2-7]{26}|canary|canary-target)\.localhost:(\d{1,5})$/;

/** Where a host has its programs, in a form that waits for it to have a port. */
export interface ProgramPlaces {
  readonly ancestors: () => readonly string[];
  readonly addressOf: (label: string) => string;
  readonly canary: () => string;
}

/** See {@link ProgramPlaces}. */
export function programPlaces(rules: () => AccessRules): ProgramPlaces {
  return {
    ancestors: () => programAncestors(rules()),
    addressOf: (label) => programAddress(label, rules().port),
    canary: () => programAddress(CANARY, rules().port),
  };
}

/** What may frame programs: the app's own page, wherever it comes from. */
function programAncestors({ port, developmentOrigin }: AccessRules): string[] {
  return [ownOrigin(port), ...(developmentOrigin === null ? [] : [developmentOrigin])];
}

/** Where programs may be framed from, for the app's own policy. */
export function programSources(port: number): string {
  return `http://*.localhost:${port}`;
}

function programAddress(label: string, port: number): string {
  return `http://${label}.localhost:${port}/`;
}

/** The name of a program's host in `Host`, or of the canary's; null when the request is not for such. */
export function programName(headers: IncomingHttpHeaders, { port }: AccessRules): string | null {
  const [, name = null, asked] = NAME.exec(headers.host ?? '') ?? [];
  return asked === String(port) ? name : null;
}

/**
 * Answers what is asked of programs' hosts (WEB-16 to WEB-18). No cookie is needed, since none is sent there: the name is the secret. Nothing
 * of the app itself is ever served here.
 */
export async function serveProgram(
  {
    request,
    response,
    name,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly name: string },
  { rules, programs }: { readonly rules: AccessRules; readonly programs: Pick<Programs, 'serve'> },
): Promise<void> {
  const ancestors = programAncestors(rules);
  const asked = toWebRequest(request, `http://${name}.localhost:${rules.port}`, goneSignal(response));
  const refuse = refuser(programHeaders(ancestors));
  if (asked === null) return streamWebResponse(response, refuse(400));
  if (name === CANARY_TARGET) return streamWebResponse(response, canaryTarget());
  if (!isForFrame(request.headers)) return streamWebResponse(response, refuse(403));
  if (name !== CANARY) return streamWebResponse(response, await programs.serve(name, asked));
  return streamWebResponse(response, sendPage(canaryPage(programAddress(CANARY_TARGET, rules.port), ancestors)));
}

/** Says nothing, to everyone: it is there to be reached. */
function canaryTarget(): Response {
  return new Response('open\n', {
    headers: {
      ...plainHeaders(),
      'Content-Type': 'text/plain; charset=utf-8',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  });
}

/**
 * True for a frame's page, and for what a page loads from its own origin. A page opened by itself would not be under the app's policy
 * and sandbox, and what says nothing of where it is for is no browser.
 */
function isForFrame(headers: IncomingHttpHeaders): boolean {
  const [use, site] = [headers['sec-fetch-dest'], headers['sec-fetch-site']];
  if (use === 'iframe') return true;
  return site === 'same-origin' && use !== undefined && !['document', 'object', 'embed', 'frame'].includes(use);
}
