import { lazy, Suspense } from 'react';
import { m } from '../../i18n/messages.ts';
import type { DataObject } from '../model/label-config.ts';
import { ImageView } from '../image/image-view.tsx';
import { ListView } from './list-view.tsx';
import { ParagraphsView } from './paragraphs-view.tsx';
import { TableView } from './table-view.tsx';
import { TextObject } from './text-object.tsx';

/** Only those who label sound load the wave's code. */
const AudioView = lazy(async () => ({
  default: (await import('../audio/audio-view.tsx')).AudioView,
}));

/** The widget of an object to label. */
export function ObjectView({ object }: { readonly object: DataObject }) {
  switch (object.tag) {
    case 'Text':
    case 'HyperText':
      return <TextObject object={object} />;
    case 'Image':
      return <ImageView object={object} />;
    case 'Audio':
      return (
        <Suspense fallback={<div className="skeleton h-40" />}>
          <AudioView object={object} />
        </Suspense>
      );
    case 'Paragraphs':
      return <ParagraphsView object={object} />;
    case 'Table':
      return <TableView object={object} />;
    case 'List':
      return <ListView object={object} />;
    default:
      return (
        <p className="text-sm text-muted">{m.workbench_object_unsupported({ tag: object.tag })}</p>
      );
  }
}
