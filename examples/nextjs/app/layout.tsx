import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { GUARD } from '@/client/guard';
import './globals.css';

export const dynamic = 'force-dynamic';

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='16' fill='%237a2e4d'/%3E%3Cpath d='M11 8h10v16H11z' fill='%23fff'/%3E%3Ccircle cx='18.5' cy='16.5' r='1.4' fill='%237a2e4d'/%3E%3C/svg%3E";

export const metadata: Metadata = {
  title: { default: 'Rehearsal Room', template: '%s · Rehearsal Room' },
  description: 'Rehearse your visa interview',
  icons: { icon: ICON },
};

export const viewport: Viewport = { colorScheme: 'light dark' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-defect={process.env.EXAMPLE_DEFECT} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: GUARD }} />
      </head>
      <body>
        <header>
          <a href="/">Rehearsal Room</a>
        </header>
        {children}
      </body>
    </html>
  );
}
