import type { Slice } from 'prosemirror-model';
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';

type Change = { readonly add: object; readonly at: number } | { readonly remove: object };

const key = new PluginKey<DecorationSet>('reserved-places');

/** Holds places in the text for what is still being read or kept, whatever is written meanwhile. */
export function reservedPlaces(label: string, className: string): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (change, before) => {
        const mapped = before.map(change.mapping, change.doc);
        // Only `reserve` sets it.
        const wish = change.getMeta(key) as Change | undefined;
        if (wish === undefined) return mapped;
        if ('remove' in wish)
          return mapped.remove(
            mapped.find(undefined, undefined, (spec: { readonly place?: unknown }) => spec.place === wish.remove),
          );
        const mark = () => {
          const shown = document.createElement('span');
          shown.className = className;
          shown.setAttribute('role', 'status');
          shown.setAttribute('aria-label', label);
          return shown;
        };
        return mapped.add(change.doc, [Decoration.widget(wish.at, mark, { place: wish.add, side: -1 })]);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** A place in the text that is to be filled. */
export interface ReservedPlace {
  /** Fills it, unless it was deleted meanwhile; `slice` is made for where it is by then. */
  readonly put: (slice: Slice) => void;
  readonly drop: () => void;
}

/** Holds the place of the selection, whose text goes, or a place that is named. */
export function reserve(view: EditorView, at?: number): ReservedPlace {
  const place = {};
  const begin = at === undefined ? view.state.tr.deleteSelection() : view.state.tr;
  view.dispatch(begin.setMeta(key, { add: place, at: at ?? begin.selection.from } satisfies Change));
  const find = () =>
    key
      .getState(view.state)
      ?.find(undefined, undefined, (spec: { readonly place?: unknown }) => spec.place === place)[0]?.from;
  const end = () => view.state.tr.setMeta(key, { remove: place } satisfies Change);
  const put = (slice: Slice) => {
    // The page may be gone by the time a picture is kept.
    if (view.isDestroyed) return;
    const found = find();
    if (found === undefined) return;
    const change = end();
    change.setSelection(TextSelection.near(change.doc.resolve(found)));
    change.replaceSelection(slice);
    // One goes on after what was put there: what is chosen would be written over.
    if (!(change.selection instanceof TextSelection)) {
      change.setSelection(TextSelection.near(change.doc.resolve(change.selection.to), 1));
    }
    view.dispatch(change.scrollIntoView());
  };
  return {
    put,
    drop: () => {
      if (!view.isDestroyed) view.dispatch(end());
    },
  };
}
