import { BRIDGE_VERSION, MAX_UPDATE_BYTES, UPDATE_INTERVAL } from '@shared/mini/bridgeLimits.ts';
import type { PackageFacts } from '@shared/mini/package.ts';
import type { AccountId, BlobId, EventId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { readAuthorship } from '@domain/mini/authorship.ts';
import { LABEL_BYTES, originLabel, programAddress } from '@domain/mini/address.ts';
import { declaredBy } from '@domain/mini/permission.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Host } from '@ports/host.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { SETTINGS_NAME, readSettings } from '../engine/readSettings.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { ProgramActs } from '../workspace/programWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import type { OpenInstance, ProgramPeople } from './hostParts.ts';
import { inspectPackage } from './inspectPackage.ts';

/** What was found out ahead is forgotten after so long, ms: by then the person went elsewhere. */
export const KEPT_AHEAD = 10_000;

/** What has to be known of an instance to open it. */
export interface FoundProgram {
  readonly open: OpenInstance;
  readonly package: BlobId;
  /** Whether its signature is not of what is in it. */
  readonly isChanged: boolean;
  /**
   * The instance by the label that is kept with it, once one is: what is stored under a name that nobody remembers could not be cleared.
   * Of two looks at once only one gives it its label.
   */
  readonly kept: Outcome<OpenInstance>;
}

/** What a look at an instance takes. */
export interface LookupParts {
  readonly self: AccountId;
  readonly store: Pick<DocumentStore, 'programs' | 'values'>;
  readonly acts: Pick<ProgramActs, 'changeProgram'>;
  readonly host: Pick<Host, 'call'>;
  readonly verify: VerifySignature;
  readonly people: Pick<ProgramPeople, 'ownProfile'>;
  readonly clock: Clock;
  readonly random: Random;
}

interface Ahead {
  readonly found: Outcome<FoundProgram>;
  readonly stop: Disposer;
}

/** Finds out what opening an instance needs, and where a person is about to open one, ahead of that (PRG-9). Nothing of a program runs by it. */
export class ProgramLookup {
  private readonly parts: LookupParts;
  private readonly ahead = new Map<EventId, Ahead>();

  constructor(parts: LookupParts) {
    this.parts = parts;
  }

  /** Looks ahead. */
  prepare(instance: EventId): void {
    if (this.ahead.has(instance)) return;
    const found = this.look(instance);
    const stop = this.parts.clock.after(KEPT_AHEAD, () => this.ahead.delete(instance));
    this.ahead.set(instance, { found, stop });
    void found.then((looked) => {
      // What is missing now may be here by then.
      if (!looked.ok && this.ahead.get(instance)?.found === found) this.forget(instance);
    });
  }

  /** What was found ahead, once; else looks now. */
  take(instance: EventId): Outcome<FoundProgram> {
    const ahead = this.ahead.get(instance);
    this.forget(instance);
    return ahead?.found ?? this.look(instance);
  }

  /** What was found does not hold any more. */
  forget(instance: EventId): void {
    this.ahead.get(instance)?.stop();
    this.ahead.delete(instance);
  }

  private async look(instance: EventId): Outcome<FoundProgram> {
    const { store, host, self, random, verify } = this.parts;
    const read = await store.programs.get(instance);
    if (!read.ok) return { ok: false, error: storeFailure(read.error) };
    const record = read.value;
    if (record === null) return fail('program-missing', 'its card is not here');
    const id = record.package ?? record.card.package;
    const [facts, profile, language] = await Promise.all([
      inspectPackage(host, self, id),
      this.parts.people.ownProfile(),
      this.language(),
    ]);
    if (!facts.ok) return facts;
    const label = record.label ?? originLabel(random.bytes(LABEL_BYTES));
    const open = this.instanceOf({ ...record, label }, facts.value, { name: profile.name, language });
    const isChanged = (await readAuthorship(facts.value, verify)).kind === 'broken';
    const kept = record.label === null ? this.keep(open) : Promise.resolve(ok(open));
    return ok({ open, package: id, isChanged, kept });
  }

  /** That the person chose for the app; null where the system's holds, which the browser tells anyway (MPH-46). */
  private async language(): Promise<string | null> {
    const stored = await this.parts.store.values.get(SETTINGS_NAME);
    const { locale } = readSettings(stored.ok ? stored.value : null);
    return locale === 'system' ? null : locale;
  }

  private async keep(open: OpenInstance): Outcome<OpenInstance> {
    const { store, acts } = this.parts;
    const changed = await acts.changeProgram(open.instance, { label: open.label });
    if (!changed.ok) return changed;
    const read = await store.programs.get(open.instance);
    if (!read.ok) return { ok: false, error: storeFailure(read.error) };
    const label = read.value?.label ?? null;
    return label === null
      ? fail('program-missing', 'its card went, or its label was forgotten')
      : ok({ ...open, label });
  }

  private instanceOf(
    record: ProgramRecord & { readonly label: string },
    { manifest }: PackageFacts,
    { name: selfName, language }: { readonly name: string; readonly language: string | null },
  ): OpenInstance {
    const { instance, space, label, own, card } = record;
    return {
      instance,
      space,
      label,
      name: manifest.name ?? card.name,
      declared: declaredBy({ manifest }),
      self: {
        version: BRIDGE_VERSION,
        selfAddr: programAddress(this.parts.self, instance),
        selfName,
        isAppSender: own,
        isBroadcast: false,
        sendUpdateInterval: UPDATE_INTERVAL,
        sendUpdateMaxSize: MAX_UPDATE_BYTES,
        banyan: manifest.banyan === null || language === null ? manifest.banyan : { ...manifest.banyan, language },
      },
    };
  }
}
