import { useRef, useState, type DragEvent } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { readChosen, readDropped, type ChosenFile } from './read-dropped.ts';

/** Drop files and folders, or choose them: both ways do the same. */
export function DropZone({ onFiles }: { readonly onFiles: (files: ChosenFile[]) => void }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void readDropped(event.dataTransfer.items).then(onFiles);
  };
  const input = (folders: boolean) => (
    <input
      ref={folders ? folder : files}
      type="file"
      multiple
      hidden
      aria-label={folders ? m.upload_choose_folder() : m.upload_choose()}
      {...(folders ? { webkitdirectory: '' } : {})}
      onChange={(event) => {
        onFiles(readChosen(event.target.files ?? []));
        event.target.value = '';
      }}
    />
  );
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`flex flex-col items-center rounded-lg border-2 border-dashed px-6 py-10 text-center transition-colors ${over ? 'border-accent bg-accent-soft' : 'border-edge bg-surface'}`}
    >
      <Icon name="upload" size={32} className="text-accent" />
      <p className="mt-3 text-lg font-semibold">{m.upload_drop()}</p>
      <p className="mt-1 text-sm text-faint">{m.upload_or()}</p>
      <div className="mt-3 flex flex-wrap justify-center gap-3">
        <Button look="primary" onClick={() => files.current?.click()}>
          {m.upload_choose()}
        </Button>
        <Button onClick={() => folder.current?.click()}>{m.upload_choose_folder()}</Button>
      </div>
      <p className="mt-4 max-w-prose text-sm text-muted">{m.upload_hint()}</p>
      {input(false)}
      {input(true)}
    </div>
  );
}
