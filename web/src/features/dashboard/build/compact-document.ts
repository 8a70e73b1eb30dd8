import { compacted } from '../view/grid-model';
import type { DashboardDocument } from '../document/dashboard-document';

/**
 * The document with its panels where the editor's grid puts them. The grid moves panels up as soon as it is
 * drawn; done before, that is no change of anybody's.
 */
export function compactDocument(document: DashboardDocument): DashboardDocument {
  const layouts = document.spec.layouts.map((layout) => {
    const keyed = layout.spec.items.map((item, index) => ({ ...item, key: String(index) }));
    const placed = new Map(compacted(keyed).map((item) => [item.key, item]));
    const items = layout.spec.items.map((item, index) => {
      const place = placed.get(String(index));
      return place ? { ...item, x: place.x, y: place.y, width: place.width } : item;
    });
    return { ...layout, spec: { ...layout.spec, items } };
  });
  return { ...document, spec: { ...document.spec, layouts } };
}
