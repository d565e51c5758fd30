/** What this host writes itself: answers to calls, texts, and pages of its own. Each has the headers of the app (WEB-9). */
import { encode } from 'cborg';
import type { ServerResponse } from 'node:http';
import type { HostAnswer } from '@shared/ipc/answer.ts';
import { WIRE_TYPE } from '@shared/ipc/wire.ts';
import { securityHeaders } from '../assets/securityHeaders.ts';
import { type AccessRules, sessionCookie } from './access.ts';
import { HELP_PAGE, HELP_STYLE_SOURCE } from './helpPage.ts';

/** Gives a browser the cookie that lets it in, and sends it to the app. */
export function letIn(response: ServerResponse, rules: AccessRules): void {
  response.writeHead(303, {
    ...securityHeaders(),
    // A page of the dev server cannot know which host it belongs to, so it is told.
    Location: rules.developmentOrigin === null ? '/' : `${rules.developmentOrigin}/?host=${rules.port}`,
    'Set-Cookie': sessionCookie(rules),
    'Cache-Control': 'no-store',
  });
  response.end();
}

/** Answers a call of the contract. */
export function sendAnswer(response: ServerResponse, status: number, answer: HostAnswer): void {
  // What is left of a body that was not read must not be taken for the next request.
  const ending = status === 200 ? {} : { Connection: 'close' };
  const headers = { 'Content-Type': WIRE_TYPE, 'Cache-Control': 'no-store' };
  response.writeHead(status, { ...securityHeaders(), ...headers, ...ending });
  response.end(encode(answer));
}

/** Answers with a few words for whoever is no app. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  response.writeHead(status, { ...securityHeaders(), ...headers });
  response.end(text);
}

/** Tells a person who has no key how to come in. */
export function sendHelp(response: ServerResponse): void {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src ${HELP_STYLE_SOURCE}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
  response.writeHead(403, { ...securityHeaders(), ...headers });
  response.end(HELP_PAGE);
}
