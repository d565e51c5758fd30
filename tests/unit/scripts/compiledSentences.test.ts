import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser';
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { catalogue as arabic } from '@i18n/ar/catalogue.ts';
import { catalogue as english } from '@i18n/en/catalogue.ts';
import { compiledSentence, compiledSentences } from '../../../scripts/i18n/compiledSentences.mjs';

/** Something for every name in a sentence. */
function valuesFor(elements: readonly MessageFormatElement[]): Record<string, never> {
  const values: Record<string, unknown> = {};
  const visit = (list: readonly MessageFormatElement[]) => {
    for (const element of list) {
      if (!('value' in element) || element.type === TYPE.literal) continue;
      values[element.value] = element.type === TYPE.tag ? (parts: readonly string[]) => `[${parts.join('')}]` : 3;
      if ('children' in element) visit(element.children);
      if ('options' in element) for (const option of Object.values(element.options)) visit(option.value);
    }
  };
  visit(elements);
  return values as Record<string, never>;
}

describe('sentences compiled while the app is built', () => {
  it.each([
    ['en', english],
    ['ar', arabic],
  ] as const)('I18N-9 every sentence of %s says compiled what it says as text', (locale, catalogue) => {
    const compiled = Object.fromEntries(
      Object.entries(catalogue).map(([key, sentence]) => [key, compiledSentence(sentence)] as const),
    );
    const plain = createIntl({ locale, messages: catalogue });
    const built = createIntl({ locale, messages: compiled });
    for (const [id, sentence] of Object.entries(compiled)) {
      const values = valuesFor(sentence);
      expect(built.formatMessage({ id }, values), id).toBe(plain.formatMessage({ id }, values));
    }
  });

  it('I18N-9 a malformed sentence ends the build', () => {
    expect(() => compiledSentence('{count, plural, one {a}}')).toThrow(SyntaxError);
  });

  it('I18N-9 takes catalogues alone', () => {
    const { transform } = compiledSentences();
    expect(transform('{"a":"b"}', '/elsewhere/package.json')).toBeNull();
  });
});
