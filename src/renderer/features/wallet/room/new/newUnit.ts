import { currencyDigits } from '@shared/currencyDigits.ts';
import { isUnitCode } from '@domain/wallet/unitCode.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';

/** What the form holds, as typed. */
export interface UnitForm {
  readonly kind: NewUnit['kind'];
  readonly name: string;
  readonly redeem: string;
  /** Empty: promised in no currency. */
  readonly currency: string;
  readonly code: string;
  readonly isTransferable: boolean;
  /** Empty: never. Of points alone. */
  readonly expiresDays: string;
}

/** What is wrong with a form: the first of it. */
export type UnitProblem = 'name' | 'redeem' | 'code';

/** What is to be mended before it is a unit; null when it is one. */
export function problemOf({ name, redeem, code }: UnitForm): UnitProblem | null {
  if (name.trim() === '') return 'name';
  if (redeem.trim() === '') return 'redeem';
  return isUnitCode(code) ? null : 'code';
}

/** The unit a form without a problem stands for. Points are counted whole, lapse if they are to, and stay with who earned them (WAL-22). */
export function unitOf(form: UnitForm): NewUnit {
  const { kind, name, redeem, currency, code, isTransferable, expiresDays } = form;
  const isPoints = kind === 'points';
  const isMoney = currency !== '' && (kind === 'iou' || kind === 'prepaid');
  return {
    kind,
    code,
    name: name.trim(),
    redeem: redeem.trim(),
    decimals: isMoney ? currencyDigits(currency) : isPoints ? 0 : 2,
    transferable: !isPoints && isTransferable,
    feeless: true,
    ...(isMoney && { currency }),
    ...(isPoints && expiresDays !== '' && { expiresDays: Number(expiresDays) }),
  };
}
