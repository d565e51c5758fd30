import { Fragment, type ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { keysOf } from '@ui/keys/chordLabel.ts';
import { type Shortcut, shortcutGroups } from './shortcutTable.ts';
import styles from './Shortcuts.module.css';

export interface ShortcutListProps {
  /** Of its headings: one below what it stands in. */
  readonly level: 2 | 3;
}

/** Every key of the app's own, by where it counts. */
export function ShortcutList({ level }: ShortcutListProps): ReactNode {
  const Heading = `h${level}` as const;
  const t = useT();
  return (
    // Longer than what it stands in, and with nothing else in it to come to by keys.
    // oxlint-disable-next-line no-noninteractive-tabindex -- scrolled by keys
    <div className={styles['groups']} role="group" aria-label={t('settings.shortcuts')} tabIndex={0}>
      {shortcutGroups.map(({ id, shortcuts }) => (
        <section key={id} className={styles['group']} aria-labelledby={`shortcuts-${id}`}>
          <Heading id={`shortcuts-${id}`}>{t(`shortcuts.group.${id}`)}</Heading>
          <dl>
            {shortcuts.map((shortcut) => (
              <div key={shortcut.label} className={styles['line']}>
                <dt>{t(shortcut.label)}</dt>
                <dd>
                  <Chords shortcut={shortcut} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function Chords({ shortcut: { chords, isRange = false } }: { readonly shortcut: Shortcut }): ReactNode {
  const t = useT();
  return chords.map((chord, place) => (
    <Fragment key={chord}>
      {place > 0 && <span className={styles['between']}>{isRange ? '–' : t('shortcuts.or')}</span>}
      <kbd className={styles['chord']}>
        {keysOf(chord).map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </kbd>
    </Fragment>
  ));
}
