/** An invented shop for work on the dashboard without a server: 24 segments, movement that swells and ebbs. */

export const lanes = ['acquisition', 'activation', 'loyalty', 'at-risk', 'lost'];

type Row = [lane: number, fr: string, en: string, members: number, value: number];

export const rows: Row[] = [
  [0, 'Nouveaux visiteurs', 'New visitors', 411_932, 0.04], [0, 'Newsletter seule', 'Newsletter only', 132_620, 0.24],
  [0, 'Inscrits récents', 'Recent sign-ups', 96_090, 0.43], [0, 'Panier abandonné', 'Abandoned cart', 58_010, 0.62],
  [0, 'Parrainés', 'Referred', 21_020, 0.8],
  [1, 'Chasseurs de promos', 'Deal hunters', 118_020, 0.1], [1, '1er achat < 30 j', 'First order < 30 d', 75_304, 0.42],
  [1, 'App mobile activée', 'Mobile app active', 88_120, 0.6], [1, 'Explorateurs', 'Multi-aisle explorers', 39_210, 0.27],
  [1, 'Prometteurs', 'Promising buyers', 63_100, 0.78],
  [2, 'Fidèles', 'Loyal', 152_517, 0.28], [2, 'Abonnés', 'Subscribers', 66_886, 0.45], [2, 'Champions', 'Champions', 41_040, 0.73],
  [2, 'Gros paniers', 'Big baskets', 16_959, 0.6], [2, 'VIP or', 'Gold VIP', 11_977, 0.98], [2, 'Ambassadeurs', 'Advocates', 8_030, 0.86],
  [3, 'En refroidissement', 'Cooling down', 203_357, 0.16], [3, 'À réactiver', 'To re-engage', 121_359, 0.5],
  [3, 'Retours fréquents', 'Frequent returns', 19_124, 0.34], [3, 'Insatisfaits', 'Detractors', 26_020, 0.68],
  [3, 'À ne pas perdre', 'Can’t lose them', 14_210, 0.85],
  [4, 'Perdus 180 j', 'Lost 180 d', 344_110, 0.16], [4, 'Dormants 90 j', 'Dormant 90 d', 268_068, 0.5],
  [4, 'Désinscrits', 'Unsubscribed', 77_241, 0.78],
];

/** Repeatable noise in [0, 1). */
export function noise(seed: number): number {
  const x = Math.sin(seed * 127.1 + 311.7) * 43_758.5453;
  return x - Math.floor(x);
}

export class Shop {
  readonly members = rows.map((row) => row[3]);
  readonly entered = rows.map(() => 0);
  readonly left = rows.map(() => 0);
  readonly flows: { from: number; to: number; total: number; rate: number; carry: number }[] = [];
  migrations = 0;
  events = 0;
  now = Date.UTC(2026, 2, 1);

  constructor(private readonly perSecond = 5_800) {
    rows.forEach((a, from) => rows.forEach((b, to) => {
      const far = Math.abs(a[0] - b[0]);
      const chance = noise(from * 24 + to);
      if (from === to || far > 2 || chance < 0.42 + far * 0.2) return;
      const rate = (noise(from * 31 + to * 7) ** 3 + 0.02) * Math.sqrt(a[3] * b[3]) * (b[0] >= a[0] ? 1 : 0.55);
      this.flows.push({ from, to, total: Math.round(rate / 20), rate, carry: 0 });
    }));
    const all = this.flows.reduce((sum, flow) => sum + flow.rate, 0);
    for (const flow of this.flows) flow.rate *= perSecond / all;
    for (const flow of this.flows) this.record(flow.from, flow.to, 0);
  }

  advance(seconds: number): { seg: number[]; flows: number[] } {
    const touched = new Set<number>();
    const flows: number[] = [];
    this.now += seconds * 1_000 * 21_600;
    this.events += Math.round(this.perSecond * 9 * seconds);
    for (const flow of this.flows) {
      const swell = 1 + 0.6 * Math.sin(this.now / 1e9 + flow.from * 1.7 + flow.to * 0.9);
      flow.carry += flow.rate * seconds * swell;
      const count = Math.floor(flow.carry);
      if (count === 0) continue;
      flow.carry -= count;
      flow.total += count;
      this.record(flow.from, flow.to, count);
      touched.add(flow.from).add(flow.to);
      flows.push(flow.from, flow.to, flow.total);
    }
    return { seg: [...touched].flatMap((i) => this.segment(i)), flows };
  }

  segment(i: number): number[] {
    return [i, this.members[i], this.entered[i], this.left[i]];
  }

  stats(): number[] {
    const customers = this.members.reduce((sum, m) => sum + m, 0);
    const wave = Math.round(12_000 * Math.sin(this.now / 3e9));
    return [customers, this.migrations, this.events, 62_000 + wave, 171_000 + wave, 240_000 + wave, 210, 1_200_000, 14, 220];
  }

  private record(from: number, to: number, count: number): void {
    this.members[from] -= count;
    this.members[to] += count;
    this.left[from] += count;
    this.entered[to] += count;
    this.migrations += count;
  }
}
