import { m } from '../../i18n/messages.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useTask } from '../model/task-context.ts';

/** Every key there is for this task. */
export function HelpDialog({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { config, keys } = useTask();
  const has = (...tags: string[]) => config.objects.some((object) => tags.includes(object.tag));
  const control = (...tags: string[]) => config.controls.some((c) => tags.includes(c.tag));
  const groups = [
    {
      title: m.workbench_keys_all(),
      rows: [
        ['Enter', m.workbench_key_submit()],
        ['Ctrl Enter', m.workbench_key_submit_typing()],
        ['Ctrl Z', m.workbench_key_undo()],
        ['Ctrl Shift Z', m.workbench_key_redo()],
        ['Tab', m.workbench_key_tab()],
        ['Delete', m.workbench_key_delete()],
        ['Esc', m.workbench_key_escape()],
        ['R … Enter', m.workbench_key_relation()],
        ['T', m.workbench_key_type()],
        ['K', m.workbench_key_skip()],
        ['P / N', m.workbench_key_previous()],
        ['C', m.workbench_key_comment()],
        ['I', m.workbench_key_instructions()],
        ['?', m.workbench_key_help()],
      ],
      shown: true,
    },
    {
      title: m.workbench_keys_image(),
      rows: [
        ['B', m.workbench_key_draw()],
        ['← ↑ → ↓', m.workbench_key_arrows()],
        ['Shift / Alt', m.workbench_key_steps()],
        ['Enter', m.workbench_key_point()],
        [', .', m.workbench_key_turn()],
        ['+ − F', m.workbench_key_zoom()],
      ],
      shown: has('Image') && control('RectangleLabels', 'PolygonLabels', 'KeyPointLabels'),
    },
    {
      title: m.workbench_keys_text(),
      rows: [
        ['← →', m.workbench_key_caret()],
        ['Ctrl ← →', m.workbench_key_word()],
        ['Shift', m.workbench_key_select()],
        ['Space', m.workbench_key_select_word()],
      ],
      shown: has('Text', 'HyperText') && control('Labels'),
    },
    {
      title: m.workbench_keys_audio(),
      rows: [
        ['Space', m.workbench_key_play()],
        ['← →', m.workbench_key_seek()],
        ['[ ]', m.workbench_key_borders()],
        ['+ −', m.workbench_key_zoom_wave()],
      ],
      shown: has('Audio'),
    },
    {
      title: m.workbench_keys_labels(),
      rows: keys.map(({ key, option }) => [key.toUpperCase(), option.shown]),
      shown: keys.length > 0,
    },
  ];
  return (
    <Dialog open={open} onClose={onClose} title={m.workbench_help()}>
      <div className="grid gap-5">
        {groups
          .filter((group) => group.shown)
          .map((group) => (
            <section key={group.title}>
              <h3 className="mb-1.5 text-base">{group.title}</h3>
              <dl className="grid grid-cols-[8.5rem_1fr] gap-x-4 gap-y-1 text-sm">
                {group.rows.map(([key, meaning]) => (
                  <div key={`${key} ${meaning}`} className="contents">
                    <dt>
                      <kbd className="key-cap">{key}</kbd>
                    </dt>
                    <dd>{meaning}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}
