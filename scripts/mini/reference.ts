/** Makes the reference page of the types, so that the two cannot say different things. */

/** What a declaration is for whoever reads it. */
const SECTIONS = [
  ['window.webxdc', ['Webxdc', 'SendingUpdate', 'ReceivedUpdate', 'SendingMessage', 'SendingFile', 'ImportFilter']],
  ['Realtime', ['RealtimeChannel']],
  [
    'window.banyan',
    ['Banyan', 'Permission', 'Person', 'PaymentRequest', 'PaymentAnswer', 'BanyanError', 'BanyanErrorCode'],
  ],
  ['JSON', ['JsonValue']],
] as const;

interface Declaration {
  readonly name: string;
  readonly words: string;
  readonly code: string;
}

/** The page (Markdown) of `packages/mini/index.d.ts`. Throws when a declaration has no place on it, or a place no declaration. */
export function referencePage(typings: string): string {
  const declarations = new Map(declarationsOf(typings).map((declaration) => [declaration.name, declaration]));
  const parts = SECTIONS.map(([title, names]) => {
    const texts = names.map((name) => {
      const declaration = declarations.get(name);
      if (declaration === undefined) throw new Error(`the types have no ${name}`);
      declarations.delete(name);
      return textOf(declaration);
    });
    return `## ${title}\n\n${texts.join('\n')}`;
  });
  if (declarations.size > 0) throw new Error(`no place on the page: ${[...declarations.keys()].join(', ')}`);
  return `${HEAD}\n${parts.join('\n')}`;
}

const HEAD = `# Reference

Made from the types in [packages/mini](../../packages/mini/index.d.ts), which \`new\` copies into \`types\`. Do not edit it: change them and run
\`WRITE_REFERENCE=1 npx vitest run tests/unit/scripts/miniDocs.test.ts\`.
`;

function declarationsOf(typings: string): Declaration[] {
  const found = typings.matchAll(
    /^\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:interface|type) (\w+)(?:[^]*?)(?=\n\n\/\*\*|\n*$(?![^]))/gm,
  );
  return [...found].map(([text, words = '', name = '']) => ({
    name,
    words: sentence(words),
    code: text.slice(text.indexOf('*/\nexport') + 3).trimEnd(),
  }));
}

/** A comment's words on one line; links of TSDoc become names. */
function sentence(comment: string): string {
  const words = comment
    .replaceAll(/^\s*\*\s?/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words.replaceAll(/\{@link (\w+)\}/g, '`$1`');
}

function textOf({ name, words, code }: Declaration): string {
  return `### ${name}\n\n${words}\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
}
