// Seeded randomness: the same parts always give the same stream. The only source of chance in a world.

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [least, most], both included. */
  whole(least: number, most: number): number;
  chance(probability: number): boolean;
  /** @throws Error when the list is empty. */
  pick<T>(list: readonly T[]): T;
}

/** A stream of its own for every combination of parts, so that no account depends on another one's draws. */
export function random(...parts: readonly (string | number)[]): Random {
  let [a, b, c, d] = seedWords(parts.join('|'));
  // sfc32 (C. Doty-Humphrey, PractRand): small, fast and good enough for test data.
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const chosen = list[whole(0, list.length - 1)];
      if (chosen === undefined)
        throw new Error('A world tried to pick from an empty list; give it at least one entry.');
      return chosen;
    },
  };
}

/** Four words from a text by FNV-1a with different offsets. */
function seedWords(text: string): [number, number, number, number] {
  const word = (offset: number): number => {
    let hash = offset;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
    return hash | 0;
  };
  return [word(2_166_136_261), word(374_761_393), word(668_265_263), word(1_274_126_177)];
}
