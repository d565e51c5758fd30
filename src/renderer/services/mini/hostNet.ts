import { MAX_NET_REQUEST_BYTES } from '@shared/mini/net.ts';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { fail } from '@shared/result.ts';
import type { Host } from '@ports/host.ts';
import type { ProgramNet, ProgramNetFailure } from '@ports/programNet.ts';

/** Reaches the network for programs by the host of the app, where it has the capability `programNet`. */
export function createHostNet(host: Pick<Host, 'call'>): ProgramNet {
  return {
    isThere: async () => {
      const described = await host.call('host.describe', {});
      return described.ok && described.value.capabilities.includes('programNet');
    },
    fetch: async ({ body, ...request }) => {
      if (body !== null && body.length > MAX_NET_REQUEST_BYTES) {
        return fail('too-large', `at most ${MAX_NET_REQUEST_BYTES} bytes can be sent`);
      }
      const answer = await host.call('net.fetch', { ...request, hosts: [...request.hosts], body });
      return answer.ok ? answer : fail(codeOf(answer.error.code), answer.error.message);
    },
    hangUp: (label) => void host.call('net.hangUp', { label }),
  };
}

function codeOf(code: HostErrorCode): ProgramNetFailure['code'] {
  switch (code) {
    case 'forbidden':
      return 'not-granted';
    case 'invalid-input':
    case 'too-large':
    case 'unsupported':
      return code;
    default:
      return 'unreachable';
  }
}
