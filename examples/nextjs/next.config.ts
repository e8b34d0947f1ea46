import type { NextConfig } from 'next';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // An address that lacks its id is not sent on to one that never had any.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ['firebase-admin'],
  // A style sheet that hangs would keep the whole page blank: the styles come with the document.
  experimental: { inlineCss: true },
};

export default config;
