import type { Extras } from './host.ts';
import { ownHost } from './host.ts';
import { chooseShop, chosenShop, keeperOf } from './keeper.ts';
import { type Page, type PageOptions, openPage } from './page.ts';
import { emptyView } from './parts.ts';
import type { Shops } from './shopRules.ts';
import type { shopTexts } from './shopTexts.ts';
import { shopChooser } from './shopViews.ts';
import { type Child, h } from './view.ts';

/** What the page of a shop is made of. */
export interface ShopPageOptions<Shop extends { readonly name: string }, Op, Known extends object> extends Pick<
  PageOptions<Shops<Shop>, Op, Known>,
  'rules' | 'page'
> {
  readonly say: (key: keyof typeof shopTexts) => string;
  /** What the chat shows beside the name of one's own shop. */
  readonly summary?: (shop: Shop) => string;
}

/** The shop that a page is about, and whose it is. */
export interface Opened<Shop> {
  readonly shop: Shop;
  /** Its keeper's address. */
  readonly address: string;
}

/** The page of a shop: of the one who keeps it, or of someone who comes to it. */
export interface ShopPage<Shop, Op, Known extends object> extends Page<Shops<Shop>, Op, Known> {
  /** Whether this person keeps the shop. */
  readonly isKeeper: boolean;
  /** The shop this is about; `null` where nobody opened one, or several did and none is chosen. */
  readonly opened: () => Opened<Shop> | null;
  /** What stands in its place then: that nobody opened one, or which of them is meant. Nothing before all is there that was said. */
  readonly noShop: () => Child;
}

/** Opens the page of a shop. */
export function openShopPage<Shop extends { readonly name: string }, Op, Known extends object>(
  options: ShopPageOptions<Shop, Op, Known>,
): ShopPage<Shop, Op, Known> {
  const { say, summary } = options;
  const describe = ({ shops }: Shops<Shop>, me: string): Pick<Extras, 'summary' | 'document'> => {
    const shop = shops.get(me);
    if (shop === undefined) return {};
    return { document: shop.name, ...(summary === undefined ? {} : { summary: summary(shop) }) };
  };
  const page = openPage({ ...options, describe });
  const { session, change, nameOf } = page;
  const isKeeper = ownHost().isAppSender;
  const opened = (): Opened<Shop> | null => {
    const { shops } = session.state;
    const address = keeperOf([...shops.keys()], { self: session.me, isSharer: isKeeper, chosen: chosenShop() });
    const shop = address === null ? undefined : shops.get(address);
    return address === null || shop === undefined ? null : { shop, address };
  };
  const take = (address: string) => {
    chooseShop(address);
    change({});
  };
  const noShop = (): Child => {
    if (!session.isReady) return null;
    const shops = [...session.state.shops].map(([address, { name }]) => ({ address, name, keeper: nameOf(address) }));
    if (shops.length === 0) return emptyView(say('closedTitle'), h('p', {}, say('closedText')));
    return shopChooser({ title: say('whoseTitle'), text: say('whoseText') }, shops, take);
  };
  return { ...page, isKeeper, opened, noShop };
}
