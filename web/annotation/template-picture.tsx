import type { ReactNode } from 'react';
import type { TemplateKey } from './templates.ts';
import {
  blue,
  Choice,
  Landscape,
  lines,
  orange,
  teal,
  words,
  Writing,
} from './template-drawing.tsx';

const pictures: Readonly<Record<TemplateKey, ReactNode>> = {
  'image-boxes': (
    <Landscape>
      <rect
        x={60}
        y={60}
        width={22}
        height={17}
        fill={teal}
        fillOpacity={0.18}
        stroke={teal}
        strokeWidth={2}
      />
      <rect
        x={22}
        y={44}
        width={13}
        height={28}
        fill={orange}
        fillOpacity={0.18}
        stroke={orange}
        strokeWidth={2}
      />
      <rect x={60} y={53} width={15} height={7} fill={teal} />
      <rect x={22} y={37} width={13} height={7} fill={orange} />
    </Landscape>
  ),
  'image-polygons': (
    <Landscape>
      <path
        d="M44 46 L70 22 L96 40 L88 58 L52 60z"
        fill={teal}
        fillOpacity={0.25}
        stroke={teal}
        strokeWidth={2}
      />
      {[
        [44, 46],
        [70, 22],
        [96, 40],
        [88, 58],
        [52, 60],
      ].map(([x, y]) => (
        <circle
          key={x}
          cx={x}
          cy={y}
          r={3}
          fill="var(--color-surface)"
          stroke={teal}
          strokeWidth={1.5}
        />
      ))}
    </Landscape>
  ),
  'image-classes': (
    <>
      <g transform="translate(8 8) scale(.5)">
        <rect width={120} height={88} fill="none" stroke={lines} strokeWidth={3} />
        <Landscape />
      </g>
      <g transform="translate(60 8)">
        <Choice y={12} />
        <Choice y={32} on />
        <Choice y={52} />
      </g>
    </>
  ),
  'text-spans': (
    <Writing
      marks={[
        [0, 12, 30, teal],
        [1, 58, 26, orange],
        [2, 30, 36, blue],
      ]}
    />
  ),
  'text-relations': (
    <>
      <Writing
        marks={[
          [0, 12, 30, teal],
          [3, 46, 26, orange],
        ]}
      />
      <path d="M28 31 C32 62 44 46 56 58" fill="none" stroke={blue} strokeWidth={2} />
      <path d="M52 54 L57 60 L59 52" fill="none" stroke={blue} strokeWidth={2} />
    </>
  ),
  'text-classes': (
    <>
      {[72, 84].map((width, line) => (
        <rect
          key={line}
          x={12}
          y={12 + line * 12}
          width={width}
          height={5}
          rx={2.5}
          fill={words}
          opacity={0.35}
        />
      ))}
      <Choice y={46} on />
      <Choice y={60} />
      <Choice y={74} />
    </>
  ),
  'audio-transcription': (
    <>
      <rect x={30} y={8} width={38} height={46} fill={teal} opacity={0.16} />
      <path d="M30 8v46M68 8v46" stroke={teal} strokeWidth={2} />
      {[6, 14, 22, 10, 30, 40, 24, 34, 16, 26, 12, 6, 18, 8].map((height, at) => (
        <rect
          key={at}
          x={10 + at * 7.4}
          y={31 - height / 2}
          width={3}
          height={height}
          rx={1.5}
          fill={at > 2 && at < 8 ? teal : words}
          opacity={at > 2 && at < 8 ? 0.9 : 0.45}
        />
      ))}
      <rect
        x={12}
        y={64}
        width={96}
        height={15}
        rx={3}
        fill="none"
        stroke={lines}
        strokeWidth={1.5}
      />
      <rect x={18} y={69} width={54} height={5} rx={2.5} fill={words} opacity={0.5} />
    </>
  ),
  'table-rows': (
    <>
      {[0, 1, 2, 3].map((row) => (
        <g key={row}>
          <rect
            x={12}
            y={12 + row * 16}
            width={74}
            height={16}
            fill={row === 2 ? teal : 'none'}
            fillOpacity={0.14}
            stroke={lines}
            strokeWidth={1.2}
          />
          <rect
            x={17}
            y={17 + row * 16}
            width={16}
            height={5}
            rx={2.5}
            fill={words}
            opacity={0.5}
          />
          <rect
            x={44}
            y={17 + row * 16}
            width={30}
            height={5}
            rx={2.5}
            fill={words}
            opacity={0.3}
          />
        </g>
      ))}
      <path d="M94 51l5 5l9 -11" fill="none" stroke={teal} strokeWidth={3} />
    </>
  ),
  pairwise: (
    <>
      <rect
        x={10}
        y={16}
        width={46}
        height={56}
        rx={4}
        fill={teal}
        fillOpacity={0.12}
        stroke={teal}
        strokeWidth={2}
      />
      <rect
        x={64}
        y={16}
        width={46}
        height={56}
        rx={4}
        fill="none"
        stroke={lines}
        strokeWidth={1.5}
      />
      {[0, 1, 2].map((line) => (
        <g key={line} fill={words} opacity={0.4}>
          <rect x={17} y={25 + line * 12} width={32 - line * 5} height={5} rx={2.5} />
          <rect x={71} y={25 + line * 12} width={24 + line * 4} height={5} rx={2.5} />
        </g>
      ))}
      <circle cx={33} cy={16} r={7} fill={teal} />
      <path d="M30 16l2.5 2.5l4 -5" fill="none" stroke="#fff" strokeWidth={1.8} />
    </>
  ),
  ranking: (
    <>
      {[teal, blue, orange].map((colour, at) => (
        <g key={colour}>
          <rect
            x={28}
            y={12 + at * 24}
            width={80 - at * 8}
            height={17}
            rx={4}
            fill="none"
            stroke={lines}
            strokeWidth={1.5}
          />
          <rect
            x={35}
            y={18 + at * 24}
            width={48 - at * 8}
            height={5}
            rx={2.5}
            fill={words}
            opacity={0.45}
          />
          <circle cx={16} cy={20.5 + at * 24} r={6.5} fill={colour} opacity={0.9} />
        </g>
      ))}
    </>
  ),
  dialogue: (
    <>
      <path
        d="M12 12h62a4 4 0 0 1 4 4v14a4 4 0 0 1 -4 4H24l-8 7v-7h-4z"
        fill={words}
        opacity={0.2}
      />
      <path
        d="M108 46H52a4 4 0 0 0 -4 4v14a4 4 0 0 0 4 4h46l8 7v-7h2z"
        fill={teal}
        opacity={0.25}
      />
      <rect x={20} y={20} width={44} height={5} rx={2.5} fill={words} opacity={0.5} />
      <rect x={56} y={54} width={40} height={5} rx={2.5} fill={teal} />
    </>
  ),
};

/** What the work of a template looks like, in small. */
export function TemplatePicture({ of }: { readonly of: TemplateKey }) {
  return (
    <svg viewBox="0 0 120 88" aria-hidden className="h-auto w-full rounded-md bg-sunken">
      {pictures[of]}
    </svg>
  );
}
