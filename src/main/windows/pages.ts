import type { Protocol } from 'electron';
import { createAssetHandler } from '../services/assets/assets.ts';
import { securityHeaders } from '../services/assets/securityHeaders.ts';
import { APP_ORIGIN, APP_SCHEME, isOwnAddress } from '../security/address.ts';

/** Serves the built renderer under our own scheme. Another host of the scheme is nobody. */
export function servePages(
  protocol: Pick<Protocol, 'handle'>,
  { rendererRoot }: { readonly rendererRoot: string },
): void {
  const headers = securityHeaders();
  const answer = createAssetHandler({ directory: rendererRoot, headers });
  protocol.handle(APP_SCHEME, (request) =>
    isOwnAddress(request.url, APP_ORIGIN) ? answer(request) : new Response(null, { status: 404, headers }),
  );
}
