import { describe, expect, it } from 'vitest';
import { channelLink } from '@domain/channel/link.ts';
import { programLink, readProgramLink } from '@domain/mini/programLink.ts';
import type { BlobId } from '@shared/ids.ts';
import { scannedCodeOf } from '../../../../../src/renderer/features/discover/scan/scannedCode.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import type { EventId } from '@shared/ids.ts';

// 32 bytes as text: an id by form.
const blob = idOf<EventId>('a package') as string as BlobId;
const channel = channelLink({ key: new Uint8Array(32).fill(3), name: 'News', signaling: [] });

describe('what a code is', () => {
  it.each([
    [`banyan://invite#${'A'.repeat(200)}`, 'invite'],
    [`banyan://pay#${'A'.repeat(200)}`, 'pay'],
    ['bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.1', 'pay'],
    ['upi://pay?pa=ann@bank&pn=Ann', 'pay'],
    [channel, 'channel'],
    [`  ${channel}\n`, 'channel'],
    ['https://market.example/stalls', 'web'],
    ['only words', 'unknown'],
    ['javascript:alert(1)', 'unknown'],
    ['', 'unknown'],
  ])('SRC-30 is told by its form: %s', (text, kind) => {
    expect(scannedCodeOf(text).kind).toBe(kind);
  });

  it('SRC-31 names a package, and nothing else passes for that', () => {
    expect(scannedCodeOf(programLink(blob))).toEqual({ kind: 'program', package: blob });
    expect(readProgramLink(`see banyan:program#${blob} there`)).toBe(blob);
    expect(readProgramLink(`banyan://program#${blob}x`)).toBeNull();
    expect(readProgramLink('banyan://program#short')).toBeNull();
  });

  it('SRC-30 shows of a long text only its beginning', () => {
    const code = scannedCodeOf('word '.repeat(1000));
    expect(code.kind === 'unknown' && code.text.length).toBe(300);
  });
});
