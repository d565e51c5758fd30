import * as v from 'valibot';
import type { HostAnswer } from '@shared/ipc/answer.ts';
import {
  type HostErrorCode,
  type HostInput,
  type HostMethod,
  type HostOutput,
  hostContract,
  hostErrorCodes,
} from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail } from '@shared/result.ts';

/** What a handler answers; anything it throws is a bug. */
export type HostResult<M extends HostMethod> = Result<HostOutput<M>, Failure<HostErrorCode>>;

/** One handler for each method of the contract; inputs are already parsed. */
export type HostHandlers = { readonly [M in HostMethod]: (input: HostInput<M>) => Promise<HostResult<M>> };

/** A call as a host received it. `senderAllowed` is that host's own verdict on who is asking. */
export interface DispatchRequest {
  readonly senderAllowed: boolean;
  readonly method: unknown;
  readonly input: unknown;
}

/** A bug met while answering: for the log alone, never for the caller. */
export interface DispatchFault {
  readonly method: HostMethod;
  readonly reason: 'handler-threw' | 'output-broke-contract';
  readonly cause: unknown;
}

/** Answers calls. It never rejects. */
export interface Dispatcher {
  dispatch(request: DispatchRequest): Promise<HostAnswer>;
}

/**
 * The one door of every host: sender, method, input, handler and output are checked in that order, and nothing
 * but a value of the contract or `{ code, message }` leaves. A fault is told to `report` and answered `internal`.
 */
export function createDispatcher(handlers: HostHandlers, report: (fault: DispatchFault) => void): Dispatcher {
  return {
    dispatch: async ({ senderAllowed, method, input }) => {
      if (!senderAllowed) return fail('forbidden', 'this sender may not call the host');
      if (!isMethod(method)) return fail('unknown-method', 'the host has no such method');
      const parsed = v.safeParse(hostContract[method].input, input);
      if (!parsed.success) return fail('invalid-input', describeIssue(method, parsed.issues[0]));
      try {
        return checkOutput(method, await callHandler(handlers, method, parsed.output), report);
      } catch (cause) {
        report({ method, reason: 'handler-threw', cause });
        return fail('internal', `${method} failed`);
      }
    },
  };
}

function isMethod(method: unknown): method is HostMethod {
  return typeof method === 'string' && Object.hasOwn(hostContract, method);
}

function callHandler(handlers: HostHandlers, method: HostMethod, input: unknown): Promise<HostAnswer> {
  // The one cast of the dispatcher: `input` was parsed by the schema that this handler's parameter type comes from.
  const handler = handlers[method] as (parsed: unknown) => Promise<HostAnswer>;
  return handler(input);
}

function checkOutput(method: HostMethod, answer: HostAnswer, report: (fault: DispatchFault) => void): HostAnswer {
  if (!answer.ok) {
    const { code, message } = answer.error;
    if (hostErrorCodes.includes(code)) return fail(code, message);
    report({ method, reason: 'output-broke-contract', cause: code });
    return fail('internal', `${method} failed`);
  }
  const output = v.safeParse(hostContract[method].output, answer.value);
  if (output.success) return { ok: true, value: output.output };
  report({ method, reason: 'output-broke-contract', cause: describeIssue(method, output.issues[0]) });
  return fail('internal', `${method} failed`);
}

/** Says where, never what: the value at fault may be a secret. */
function describeIssue(method: HostMethod, issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? `${method}: not valid` : `${method}: not valid at ${path.slice(0, 120)}`;
}
