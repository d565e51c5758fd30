/** What a program asked for: extensions begin with a dot, types may end in `/*`. Nothing at all means every file. */
export interface FileWish {
  readonly extensions: readonly string[];
  readonly mimeTypes: readonly string[];
}

/** For the system's chooser. */
export function acceptOf({ extensions, mimeTypes }: FileWish): string {
  return [...extensions, ...mimeTypes].join(',');
}

/** Whether a file is one of those asked for: by its ending or by its type. */
export function fitsWish(
  { name, type }: { readonly name: string; readonly type: string },
  { extensions, mimeTypes }: FileWish,
): boolean {
  if (extensions.length + mimeTypes.length === 0) return true;
  const lower = name.toLowerCase();
  if (extensions.some((extension) => lower.endsWith(extension))) return true;
  return mimeTypes.some((mime) => (mime.endsWith('/*') ? type.startsWith(mime.slice(0, -1)) : mime === type));
}
