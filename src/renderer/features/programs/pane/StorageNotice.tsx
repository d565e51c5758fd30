import { type ReactNode, useEffect, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { useStorage } from '../package/useStorage.ts';
import styles from './ProgramPane.module.css';

/** From so many bytes on a person is told what a program keeps: ten times what its package may have. */
export const MUCH_STORAGE = 100_000_000;
/** After how long it is counted for the first time, and then again, ms: counting opens a page at the program's origin. */
export const COUNTED_AFTER = 20_000;
const COUNTED_EVERY = 5 * 60_000;

/** Says that the program in sight keeps much on this device, and where that can be ended. */
export function StorageNotice({ program }: { readonly program: Program }): ReactNode {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setCount(count + 1), count === 0 ? COUNTED_AFTER : COUNTED_EVERY);
    return () => clearTimeout(timer);
  }, [count]);
  return count === 0 ? null : <Counted program={program} count={count} />;
}

function Counted({ program, count }: { readonly program: Program; readonly count: number }): ReactNode {
  const t = useT();
  const { bytes } = useFormats();
  const storage = useStorage(program, count);
  if (storage === null) return null;
  const size = (storage.own ?? 0) + storage.updates + storage.documents;
  if (size < MUCH_STORAGE) return null;
  return (
    <p className={styles['notice']} role="status">
      {t('programs.storage.much', { size: bytes(size) })}
    </p>
  );
}
