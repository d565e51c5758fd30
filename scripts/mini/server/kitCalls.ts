import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { type HostInput, hostContract } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { miniHandlers } from '../../../src/main/services/mini/miniHandlers.ts';
import { readBody } from '../../../src/main/services/web-host/nodeHttp.ts';
import type { KitAssets } from './kitAssets.ts';

/** Answers what the kit's page calls: the host's methods for programs, and `kit.pretend`. */
export type KitCalls = (request: IncomingMessage) => Promise<Result<unknown, Failure>>;

const MOST_BYTES = 64 * 1024;
const callSchema = v.variant('method', [
  v.object({ method: v.literal('mini.mount'), input: hostContract['mini.mount'].input }),
  v.object({ method: v.literal('mini.unmount'), input: hostContract['mini.unmount'].input }),
  v.object({ method: v.literal('mini.speaks'), input: hostContract['mini.speaks'].input }),
  v.object({ method: v.literal('mini.canary'), input: hostContract['mini.canary'].input }),
  v.object({
    method: v.literal('kit.pretend'),
    input: v.object({
      language: v.nullable(v.pipe(v.string(), v.regex(/^[A-Za-z-]{2,16}$/))),
      look: v.nullable(v.picklist(['light', 'dark'])),
      isMirrored: v.boolean(),
    }),
  }),
]);

/** Makes {@link KitCalls} of the host's own handlers. */
export function kitCalls({
  handlers,
  assets,
}: {
  readonly handlers: ReturnType<typeof miniHandlers>;
  readonly assets: KitAssets;
}): KitCalls {
  const mounts = new Map<string, HostInput<'mini.mount'>>();
  const mount = (input: HostInput<'mini.mount'>) => {
    mounts.set(input.label, input);
    return handlers['mini.mount'](input);
  };
  // Which mounting it was does not matter: they are made anew here, for the one page there is.
  const unmount = ({ label }: HostInput<'mini.unmount'>) => {
    mounts.delete(label);
    return handlers['mini.unmount']({ label });
  };
  return async (request) => {
    const body = await readBody(request, MOST_BYTES);
    const call = body.ok ? v.safeParse(callSchema, parse(body.value)) : null;
    if (call?.success !== true) return fail('invalid-input', 'no call of the kit');
    switch (call.output.method) {
      case 'mini.mount':
        return mount(call.output.input);
      case 'mini.unmount':
        return unmount(call.output.input);
      case 'mini.speaks':
        return handlers['mini.speaks'](call.output.input);
      case 'mini.canary':
        return handlers['mini.canary'](call.output.input);
      case 'kit.pretend':
        await assets.pretend(call.output.input);
        // Pages are given the script that was there when their program was mounted.
        for (const one of mounts.values()) await mount(one);
        return ok({});
    }
  };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return null;
  }
}
