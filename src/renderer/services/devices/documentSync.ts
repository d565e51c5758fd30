import * as v from 'valibot';
import { type EventId, isIdText } from '@shared/ids.ts';
import { countSchema } from '@shared/schemas.ts';
import type { Choice } from '@domain/device/choices.ts';
import { isKeyOf, toldDocumentSchema, toldOf } from '@domain/mini/ownDocument.ts';
import type { Files } from '../files/files.ts';
import type { OwnDocuments } from '../mini/ownDocuments.ts';
import { FileWaiter } from './fileWaiter.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

const DOCUMENT = 'document/';
const WIPED = 'wiped/';

/** What keeping programs' own documents the same works with. */
export interface DocumentSyncParts {
  readonly log: OwnLog;
  readonly documents: OwnDocuments;
  readonly files: Pick<Files, 'fetch'>;
}

/**
 * Programs' documents of one's own on all own devices (DEV-78). Each device tells, under a key of its own, what it has of a document: so no word passes over
 * another, and whoever hears all of them has what anybody wrote. That they were wiped is a count, of which the greatest holds.
 */
export class DocumentSync implements OwnSync {
  private readonly parts: DocumentSyncParts;
  private readonly coming: FileWaiter;

  constructor(parts: DocumentSyncParts) {
    this.parts = parts;
    this.coming = new FileWaiter(parts.files);
    const { log, documents } = parts;
    log.on('document', (choice) => this.onDocument(choice));
    log.on('wiped', (choice) => this.onWiped(choice), 'each');
    documents.onKept = (id) => void this.tell(id);
    documents.onLife = (instance, life) => void log.say(`${WIPED}${instance}`, () => life);
  }

  start(): void {
    void this.takeUp();
  }

  dispose(): void {
    this.coming.dispose();
  }

  async tellAll(isDue: IsDue): Promise<void> {
    const { documents, log } = this.parts;
    for (const [instance, life] of await documents.lives()) {
      const key = `${WIPED}${instance}`;
      if (life > 0 && isDue(key)) void log.say(key, () => life);
    }
    for (const id of (await documents.kept()).keys()) if (isDue(`${DOCUMENT}${id}`)) void this.tell(id);
  }

  private async tell(id: string): Promise<void> {
    const kept = (await this.parts.documents.kept()).get(id);
    if (kept !== undefined) await this.parts.log.say(`${DOCUMENT}${id}`, () => toldOf(kept));
  }

  /** What was on its way when the app ended. */
  private async takeUp(): Promise<void> {
    const { log } = this.parts;
    for (const [key, choice] of log.choices)
      if (key.startsWith(DOCUMENT) && log.isDone(key)) await this.onDocument(choice);
  }

  private async onDocument({ key, value }: Choice): Promise<void> {
    const { log, documents } = this.parts;
    const id = key.slice(DOCUMENT.length);
    const read = v.safeParse(toldDocumentSchema, value);
    if (!read.success || !isKeyOf(id, read.output)) return;
    const told = read.output;
    const here = (await documents.kept()).get(id);
    if (here?.blob === told.blob && here.life === told.life) return;
    if (told.life < ((await documents.lives()).get(told.instance) ?? 0)) return;
    this.coming.wait(key, { blob: told.blob, size: told.size }, () => {
      // What came after it counts, and is on its way.
      if (log.choices.get(key)?.value === value) void documents.take(id, told);
    });
  }

  private async onWiped({ key, value }: Choice): Promise<void> {
    const instance = key.slice(WIPED.length);
    if (!isIdText(instance) || !v.is(countSchema, value)) return;
    await this.parts.documents.takeLife(instance as EventId, value);
  }
}
