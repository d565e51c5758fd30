import * as v from 'valibot';
import { type Result, fail, ok } from '@shared/result.ts';
import { blobIdSchema } from '@shared/schemas.ts';
import type { ProgramShelf } from '@ports/programShelf.ts';

const PLACE = 'mini-programs';

/** The list the build writes beside the page (`scripts/mini/shelfPlugin.mjs`). */
const listSchema = v.array(
  v.object({
    id: v.string(),
    file: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.xdc$/)),
    name: v.string(),
    description: v.nullable(v.string()),
    icon: v.nullable(v.string()),
    size: v.number(),
    package: blobIdSchema,
  }),
);

/** The programs that lie beside the app's page, read when they are first asked for. */
export function createAssetShelf(): ProgramShelf {
  let listed: Promise<v.InferOutput<typeof listSchema> | null> | null = null;
  const list = async () => {
    listed ??= readList();
    const entries = await listed;
    if (entries === null) listed = null;
    return entries;
  };
  return {
    list: async () => {
      const entries = await list();
      return entries === null ? none() : ok(entries.map((entry) => ({ ...entry, icon: bytesOf(entry.icon) })));
    },
    take: async (id) => {
      const entry = (await list())?.find((one) => one.id === id);
      if (entry === undefined) return none();
      const bytes = await get(entry.file, (response) => response.blob());
      return bytes === null ? none() : ok(new File([bytes], entry.file, { type: 'application/octet-stream' }));
    },
  };
}

async function readList() {
  const parsed = v.safeParse(listSchema, await get('index.json', (response) => response.json()));
  return parsed.success ? parsed.output : null;
}

async function get<T>(name: string, read: (response: Response) => Promise<T>): Promise<T | null> {
  try {
    const response = await fetch(`./${PLACE}/${name}`);
    return response.ok ? await read(response) : null;
  } catch {
    return null;
  }
}

function none(): Result<never, { readonly code: 'unreachable'; readonly message: string }> {
  return fail('unreachable', 'the app’s own programs are not beside its page');
}

function bytesOf(text: string | null): Uint8Array | null {
  return text === null ? null : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
