import type { ReactNode } from 'react';
import styles from './Illustration.module.css';

export type IllustrationName = 'tree' | 'chat' | 'people' | 'nothing';

/** Own small drawings in the tones of the theme. Decorative. */
export function Illustration(props: { readonly name: IllustrationName }): ReactNode {
  const Drawing = DRAWINGS[props.name];
  return (
    <svg viewBox="0 0 160 110" className={styles['drawing']} aria-hidden focusable="false">
      <ellipse cx="80" cy="98" rx="62" ry="7" className={styles['ground']} />
      <Drawing />
    </svg>
  );
}

/** A banyan: one crown, many roots that became trunks. */
function Tree(): ReactNode {
  return (
    <>
      <path
        className={styles['wood']}
        d="M80 40v57M66 44c0 22-5 34-7 53M94 44c0 22 5 34 7 53M48 46c0 20-4 32-5 49M112 46c0 20 4 32 5 49"
      />
      <path
        className={styles['leaf']}
        d="M80 8c10-6 26-2 30 8 14-2 26 6 26 17 0 12-11 18-24 17-8 6-20 6-32 2-12 4-24 4-32-2-13 1-24-5-24-17 0-11 12-19 26-17 4-10 20-14 30-8Z"
      />
      <path className={styles['light']} d="M41 29c3-7 9-10 16-10M68 17c4-3 9-4 14-2" />
    </>
  );
}

function Chat(): ReactNode {
  return (
    <>
      <rect x="26" y="20" width="72" height="42" rx="14" className={styles['paper']} />
      <path className={styles['paper']} d="M40 58v16l16-14Z" />
      <path className={styles['line']} d="M42 36h40M42 47h26" />
      <rect x="70" y="44" width="66" height="38" rx="14" className={styles['leaf']} />
      <path className={styles['leaf']} d="M122 78v14l-16-12Z" />
      <path className={styles['light']} d="M86 59h34M86 69h20" />
    </>
  );
}

function People(): ReactNode {
  return (
    <>
      <circle cx="56" cy="42" r="15" className={styles['paper']} />
      <path className={styles['paper']} d="M30 96c0-20 11-33 26-33s26 13 26 33Z" />
      <circle cx="104" cy="38" r="16" className={styles['leaf']} />
      <path className={styles['leaf']} d="M76 97c0-22 12-37 28-37s28 15 28 37Z" />
      <path className={styles['light']} d="M96 76h16M104 68v16" />
    </>
  );
}

function Nothing(): ReactNode {
  return (
    <>
      <circle cx="74" cy="48" r="28" className={styles['paper']} />
      <path className={styles['wood']} d="m95 69 24 24" />
      <path className={styles['line']} d="M62 44h24M62 54h14" />
    </>
  );
}

const DRAWINGS = { tree: Tree, chat: Chat, people: People, nothing: Nothing } as const;
