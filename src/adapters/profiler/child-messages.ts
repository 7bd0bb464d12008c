import type { PreviewResult, Profile, ProfileInput } from '#src/ports/profiler.ts';

export type ChildRequest =
  | {
      readonly id: number;
      readonly task: 'preview';
      readonly input: ProfileInput;
      readonly rows: number;
      readonly from: number;
    }
  | { readonly id: number; readonly task: 'profile'; readonly input: ProfileInput };

export type ChildReply =
  | { readonly id: number; readonly part: number }
  | { readonly id: number; readonly result: PreviewResult | Profile };
