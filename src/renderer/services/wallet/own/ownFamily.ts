import type { DeviceId } from '@shared/ids.ts';
import type { Revocation } from '@domain/device/revocation.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** The devices of the own account, as far as they are known now. */
export interface OwnFamily {
  /** Of every device there ever was: what one that was taken out signed before counts. */
  certificates(): readonly Certificate[];
  /** Whether a device stands: it is certified, and was not taken out. */
  stands(device: DeviceId): boolean;
  revocations(): readonly Revocation[];
  subscribe(listener: () => void): Disposer;
}
