import type { AgreementActs } from '../../workspace/walletAgreements.ts';
import type { WalletTradeActs } from '../../workspace/walletTrade.ts';
import { OwnAgreementActs } from './agreementActs.ts';
import { type DeedParts, Deeds } from './deeds.ts';
import { MandateActs } from './mandateActs.ts';
import { NetActs } from './netActs.ts';
import { OrderActs } from './orderActs.ts';
import { PotActs } from './potActs.ts';
import { ProtectionActs } from './protectionActs.ts';

/** Everything a person does about trade. */
export function tradeActs(parts: DeedParts): WalletTradeActs & AgreementActs {
  const deeds = new Deeds(parts);
  // What classes keep beside their acts is nobody's business: only the acts are handed on.
  const agreements: AgreementActs = new OwnAgreementActs(deeds);
  const nets: ActsOf<NetActs> = new NetActs(deeds);
  const protections: ActsOf<ProtectionActs> = new ProtectionActs(deeds);
  const orders: ActsOf<OrderActs> = new OrderActs(deeds);
  const pots: ActsOf<PotActs> = new PotActs(deeds);
  const mandates: ActsOf<MandateActs> = new MandateActs(deeds);
  return { ...agreements, ...nets, ...protections, ...orders, ...pots, ...mandates };
}

type ActsOf<Acts> = Pick<WalletTradeActs, keyof Acts & keyof WalletTradeActs>;
