import { type Figure } from './figure.js';

/** Figures that grow round by round, in the order in which they came. */
export class Figures {
  private readonly byName = new Map<string, Figure>();

  add(name: string, unit: string, value: number): void {
    const figure = this.byName.get(name) ?? { name, unit, rounds: [] };
    figure.rounds.push(value);
    this.byName.set(name, figure);
  }

  roundsOf(name: string): number[] {
    return this.byName.get(name)?.rounds ?? [];
  }

  get all(): Figure[] {
    return [...this.byName.values()];
  }
}
