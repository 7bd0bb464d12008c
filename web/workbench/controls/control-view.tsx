import type { Control } from '../model/label-config.ts';
import { Choices } from './choices.tsx';
import { LabelBar } from './label-bar.tsx';
import { NumberAnswer } from './number-answer.tsx';
import { Pairwise } from './pairwise.tsx';
import { Ranker } from './ranker.tsx';
import { Rating } from './rating.tsx';
import { Taxonomy } from './taxonomy.tsx';
import { TextAnswer } from './text-area.tsx';

/** The widget of a control. */
export function ControlView({ control }: { readonly control: Control }) {
  switch (control.tag) {
    case 'Labels':
    case 'RectangleLabels':
    case 'PolygonLabels':
    case 'KeyPointLabels':
    case 'ParagraphLabels':
      return <LabelBar control={control} />;
    case 'Choices':
      return <Choices control={control} />;
    case 'TextArea':
      return <TextAnswer control={control} />;
    case 'Number':
      return <NumberAnswer control={control} />;
    case 'Rating':
      return <Rating control={control} />;
    case 'Taxonomy':
      return <Taxonomy control={control} />;
    case 'Pairwise':
      return <Pairwise control={control} />;
    case 'Ranker':
      return <Ranker control={control} />;
    default:
      return null;
  }
}
