import { createContext, use, useEffect, useRef } from 'react';
import type { Control } from './label-config.ts';

/** What an object's widget does at a key of the workbench; true where it took the key. */
export interface StageCommands {
  /** A label was chosen: put it on what is being marked now. */
  label?(control: Control, value: string): boolean;
  /** Select the next or previous region. */
  next?(step: 1 | -1): boolean;
  /** Any other key, while nothing is being typed. */
  key?(event: KeyboardEvent): boolean;
}

/** The widgets on the screen, by object name, in the order they stand. */
export class Stages {
  readonly #all = new Map<string, () => StageCommands>();

  add(name: string, commands: () => StageCommands): () => void {
    this.#all.set(name, commands);
    return () => this.#all.delete(name);
  }

  /** Asks the focused widget first, then the others; true where one took it. */
  some(ask: (commands: StageCommands) => boolean): boolean {
    const focused = document.activeElement?.closest<HTMLElement>('[data-stage]')?.dataset['stage'];
    const names = [...this.#all.keys()].toSorted(
      (a, b) => Number(b === focused) - Number(a === focused),
    );
    return names.some((name) => {
      const commands = this.#all.get(name);
      return commands ? ask(commands()) : false;
    });
  }
}

export const StagesContext = createContext<Stages | undefined>(undefined);

/** Announces a widget's commands while it is on the screen. */
export function useStageCommands(name: string, commands: StageCommands): void {
  const stages = use(StagesContext);
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => stages?.add(name, () => latest.current), [stages, name]);
}
