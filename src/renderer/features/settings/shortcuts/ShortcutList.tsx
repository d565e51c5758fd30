import { Fragment, type ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { keysOf } from '@ui/keys/chordLabel.ts';
import { type Shortcut, shortcutGroups } from './shortcutTable.ts';
import styles from './Shortcuts.module.css';

/** Every key of the app's own, by where it counts. */
export function ShortcutList(): ReactNode {
  const t = useT();
  return (
    <div className={styles['groups']}>
      {shortcutGroups.map(({ id, shortcuts }) => (
        <section key={id} className={styles['group']} aria-labelledby={`shortcuts-${id}`}>
          <h3 id={`shortcuts-${id}`}>{t(`shortcuts.group.${id}`)}</h3>
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
