import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../classNames.ts';
import styles from './Feedback.module.css';

export interface AlertBannerProps {
  readonly tone: 'info' | 'warning' | 'danger';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons at the end. */
  readonly actions?: ReactNode;
}

const ICONS = { info: Info, warning: TriangleAlert, danger: CircleAlert } as const;

/** A notice that stays while it is true. */
export function AlertBanner(props: AlertBannerProps): ReactNode {
  const Icon = ICONS[props.tone];
  return (
    <div
      className={classNames(styles['banner'], styles[props.tone])}
      role={props.tone === 'danger' ? 'alert' : 'status'}
    >
      <Icon aria-hidden />
      <div className={styles['bannerText']}>
        {props.title !== undefined && <strong>{props.title}</strong>}
        {props.children !== undefined && <div>{props.children}</div>}
      </div>
      {props.actions !== undefined && <div className={styles['bannerActions']}>{props.actions}</div>}
    </div>
  );
}
