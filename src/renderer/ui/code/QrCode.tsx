import encodeQR from 'qr';
import { type ReactNode, useMemo } from 'react';
import styles from './Code.module.css';
import { codePath } from './codePath.ts';

export interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/** The encoder's least border; the paper around it is the quiet zone. */
const BORDER = 1;

/** A QR code as a drawing, dark on white in every theme since scanners expect it. */
export function QrCode({ text, label }: QrCodeProps): ReactNode {
  const { path, side } = useMemo(() => {
    const modules = encodeQR(text, 'raw', { ecc: 'low', border: 1 });
    return { path: codePath(modules), side: modules.length - 2 * BORDER };
  }, [text]);
  return (
    <svg
      className={styles['code']}
      viewBox={`${BORDER} ${BORDER} ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
