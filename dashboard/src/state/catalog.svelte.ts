import { api } from '../api/client';
import type { SegmentDocument } from '../api/types';
import { prefs } from './prefs.svelte';

/** Names and stages of all segments by address, for pages that look beyond one segmentation. Fetched once a visit. */
class CatalogNames {
  private segments = $state.raw(new Map<string, SegmentDocument>());

  async load(): Promise<void> {
    try {
      const { items } = await api.segments();
      this.segments = new Map(items.map((segment) => [segment.segment, segment]));
    } catch {
      // Keys stand in for the names.
    }
  }

  find(address: string): { name: string; lane: string | null } | null {
    const segment = this.segments.get(address);
    if (!segment) return null;
    const name = prefs.lang === 'fr' ? segment.map?.nameFr : segment.map?.nameEn;
    return { name: name ?? segment.name, lane: segment.map?.lane ?? null };
  }
}

export const catalogNames = new CatalogNames();
