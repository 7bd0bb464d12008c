import { Link } from 'react-router';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';

interface FolderPathProps {
  readonly folder: string;
  /** Address that opens a folder; the top is empty. */
  readonly hrefOf: (folder: string) => string;
}

/** From the top of a version down to a folder, each level a link. */
export function FolderPath({ folder, hrefOf }: FolderPathProps) {
  const parts = folder === '' ? [] : folder.split('/');
  return (
    <nav aria-label={m.files_path()} className="flex flex-wrap items-center gap-1.5 text-sm">
      <Link to={hrefOf('')} className={parts.length === 0 ? 'font-semibold' : 'link'}>
        {m.files_root()}
      </Link>
      {parts.map((part, index) => {
        const path = parts.slice(0, index + 1).join('/');
        const here = index === parts.length - 1;
        return (
          <span key={path} className="inline-flex items-center gap-1.5">
            <Icon name="chevron" size={13} className="text-faint" />
            <Link
              to={hrefOf(path)}
              aria-current={here ? 'page' : undefined}
              className={here ? 'font-semibold' : 'link'}
            >
              {part}
            </Link>
          </span>
        );
      })}
    </nav>
  );
}
