/** The vault part of a host, in memory, with faults. */
import * as v from 'valibot';
import { type HostInput, type HostMethod, type HostOutput, hostContract } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import type { Host } from '@ports/host.ts';

/** A host of which only the vault works. Inputs are checked by the real contract. */
export class VaultHost implements Host {
  readonly kept = new Map<string, Uint8Array>();
  /** While set, every call fails so. */
  fault: HostErrorCode | null = null;
  /** While set, writes answer `ok` and keep nothing. */
  isForgetful = false;

  async call<M extends HostMethod>(
    method: M,
    input: HostInput<M>,
  ): Promise<Result<HostOutput<M>, Failure<HostErrorCode>>> {
    if (this.fault !== null) return fail(this.fault, 'set to fail');
    if (!v.is(hostContract[method].input, input)) return fail('invalid-input', 'does not fit the contract');
    const answer = this.answer(method, input);
    if (answer === null) return fail('unsupported', method);
    // The table of answers is typed by hand; the contract says what each is.
    return ok(v.parse(hostContract[method].output, answer) as HostOutput<M>);
  }

  on(): () => void {
    return () => undefined;
  }

  private answer(method: HostMethod, input: unknown): unknown {
    if (method === 'vault.read') {
      const { name } = v.parse(hostContract['vault.read'].input, input);
      return { value: this.kept.get(name)?.slice() ?? null };
    }
    if (method === 'vault.write') {
      const { name, value } = v.parse(hostContract['vault.write'].input, input);
      if (!this.isForgetful) this.kept.set(name, value.slice());
      return {};
    }
    if (method === 'vault.remove') {
      this.kept.delete(v.parse(hostContract['vault.remove'].input, input).name);
      return {};
    }
    return null;
  }
}
