import type { HostMethod } from '@shared/ipc/contract.ts';
import { fail, ok } from '@shared/result.ts';
import type { HostHandlers } from '../../dispatcher/dispatcher.ts';
import type { Programs } from '../programs.ts';
import type { ProgramNet } from './programNet.ts';

/** The methods of the contract that reach the network for programs. */
export type NetMethodName = Extract<HostMethod, `net.${string}`>;

/** Answers them; without a net all are `unsupported`. What a program may reach is what its own package says, too (NET-1). */
export function netHandlers(
  programs: Pick<Programs, 'hostsOf'>,
  net: ProgramNet | null,
): Pick<HostHandlers, NetMethodName> {
  if (net === null) {
    const none = () => Promise.resolve(fail('unsupported', 'this host does not reach the network for programs'));
    return { 'net.fetch': none, 'net.hangUp': none };
  }
  return {
    'net.fetch': async ({ hosts, ...request }) => {
      const declared = programs.hostsOf(request.label);
      if (declared === null) return fail('program-absent', 'no program is there');
      return net.fetch({ ...request, hosts: declared.filter((host) => hosts.includes(host)) });
    },
    'net.hangUp': ({ label }) => {
      net.hangUp(label);
      return Promise.resolve(ok({}));
    },
  };
}
