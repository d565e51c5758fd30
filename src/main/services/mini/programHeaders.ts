/** What a mini program's pages may do, said by the host on every answer it gives under a program's origin. */
import { pageHeaders } from '../assets/pageHeaders.ts';

/** Closes the network, WebRTC with it; needs Chromium 152. What the policy below leaves open (DNS, preconnect, WebRTC) it shuts. */
export const CONNECTION_ALLOWLIST = '(response-origin);webrtc=block';

/**
 * Off in every program. Left out, because real programs use them and they reach nothing: autoplay, gamepad, sync-xhr. Full screen is
 * off as it is in the app, because neither Electron nor a frame says in whose picture one is; a page that fills the screen could draw our prompts.
 */
const FEATURES = { own: [], off: ['camera', 'clipboard-read', 'clipboard-write', 'microphone'] } as const;

/** What a program's frame may do; the policy says it, and who makes the frame says it again. */
export const PROGRAM_SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-pointer-lock';

/**
 * Inline scripts and handlers, eval, blobs and data addresses are what webxdc programs are made of. Frames are the program's own pages:
 * `about:blank` and `srcdoc` need no source here and inherit all of this. Forms may be submitted to scripts, and to nothing else.
 */
function programPolicy(ancestors: readonly string[]): string {
  return [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
    "style-src 'self' 'unsafe-inline' blob: data:",
    "img-src 'self' data: blob:",
    "font-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "connect-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
    // A program may frame its own pages, and the app the program.
    `frame-ancestors ${["'self'", ...ancestors].join(' ')}`,
    `sandbox ${PROGRAM_SANDBOX}`,
  ].join('; ');
}

/** The headers of every answer to a program; `ancestors` are the origins of the app's own pages, which may frame it. */
export function programHeaders(ancestors: readonly string[]): Record<string, string> {
  return { 'Content-Security-Policy': programPolicy(ancestors), ...plainHeaders() };
}

/** The same but for the policy: for the host's own pages at a program's origin, which bring theirs. */
export function plainHeaders(): Record<string, string> {
  return {
    'Connection-Allowlist': CONNECTION_ALLOWLIST,
    ...pageHeaders(FEATURES),
    'X-DNS-Prefetch-Control': 'off',
    'Cache-Control': 'no-store',
  };
}
