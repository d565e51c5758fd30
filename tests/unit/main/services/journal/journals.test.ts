import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EntryLanding } from '../../../../../src/main/services/backup/entryLanding.ts';
import { createJournals } from '../../../../../src/main/services/journal/journals.ts';
import { fileProtection } from '../../../../../src/main/services/vault/protection.ts';
import { openVault } from '../../../../../src/main/services/vault/vault.ts';
import { entry, readAll, value } from './journalSupport.ts';

describe('journals of a host', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'banyan-journals-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const journalsHere = () =>
    createJournals({
      directory: join(directory, 'journal'),
      keys: openVault({ directory: join(directory, 'keys'), protection: fileProtection }),
    });

  it('JRN-19 who holds a journal that was closed cannot append, and what was acknowledged is there', async () => {
    const journals = journalsHere();
    const held = value(await journals.open('a'));
    value(await held.append([entry('one')]));
    await journals.closeOne('a');
    const next = value(await journals.open('a'));
    value(await next.append([entry('two')]));
    expect(await held.append([entry('beside')])).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
    expect(await held.compact([0])).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
    value(await next.append([entry('three')]));
    await journals.close();
    const again = journalsHere();
    expect(await readAll(value(await again.open('a')))).toEqual(['one', 'two', 'three']);
    await again.close();
  });

  it('JRN-19 it is opened anew when what is closing has ended, with all that was being written', async () => {
    const journals = journalsHere();
    const held = value(await journals.open('a'));
    const writing = Array.from({ length: 20 }, (_, at) => held.append([entry(`${at}`)]));
    const order: string[] = [];
    const closing = journals.closeOne('a').then(() => order.push('closed'));
    const opening = journals.open('a').then((answer) => {
      order.push('opened');
      return answer;
    });
    const next = value(await opening);
    expect(order).toEqual(['closed', 'opened']);
    for (const written of await Promise.all(writing)) value(written);
    value(await next.append([entry('after')]));
    await closing;
    await journals.close();
    const again = journalsHere();
    const texts = await readAll(value(await again.open('a')));
    expect(texts).toEqual([...Array.from({ length: 20 }, (_, at) => `${at}`), 'after']);
    await again.close();
  });

  it('JRN-19 a restore into a journal that was closed meanwhile ends with its reason', async () => {
    const journals = journalsHere();
    const landing = new EntryLanding(value(await journals.open('a')));
    await landing.take([entry('one')]);
    await journals.closeOne('a');
    expect(await landing.end()).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
    await journals.close();
  });
});
