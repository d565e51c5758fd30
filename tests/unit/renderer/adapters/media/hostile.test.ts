import { describe, expect, it } from 'vitest';
import { checkPicture } from '@adapters/media/checkPicture.ts';
import { microphoneErrorCode } from '@adapters/media/voice.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';

const named = (text: string) => new File([text], 'holiday.png', { type: 'image/png' });

describe('what only says that it is a picture', () => {
  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    '<!doctype html><script>alert(1)</script>',
    '<html><img src=x onerror=alert(1)>',
    '%PDF-1.7',
    'PK\u0003\u0004',
    'MZ',
    '',
  ])('MED-23 %j named .png is none', async (text) => {
    expect(await checkPicture(named(text))).toMatchObject({ ok: false });
  });

  it('MED-6 a file that says it has 4 GB is never read', async () => {
    let wasRead = false;
    const huge = {
      size: 4 * 1024 ** 3,
      arrayBuffer: async () => {
        wasRead = true;
        return new ArrayBuffer(0);
      },
    };
    expect(await checkPicture(huge)).toMatchObject({ error: { code: 'picture-too-large' } });
    expect(wasRead).toBe(false);
  });

  it('CHT-22 a name of millions of letters becomes one that can be written', () => {
    for (const letter of ['a', '\u202e', '../', '😀', 'e\u0301']) {
      const name = cleanFileName(`${letter.repeat(1_000_000)}.png`);
      expect(name.length).toBeLessThanOrEqual(255);
      expect(name.endsWith('png')).toBe(true);
    }
  });
});

describe('the microphone', () => {
  it.each([
    ['NotAllowedError', 'microphone-denied'],
    ['SecurityError', 'microphone-denied'],
    ['NotFoundError', 'microphone-missing'],
    ['NotReadableError', 'microphone-busy'],
    ['AbortError', 'microphone-busy'],
    ['TypeError', 'microphone-failed'],
  ])('MED-22 %s is %s', (name, code) => {
    expect(microphoneErrorCode(new DOMException('', name))).toBe(code);
  });
});
