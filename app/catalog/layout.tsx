import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { CatalogTabs } from '@/components/catalog/catalog-tabs';
import { PageHeader } from '@/components/ui/page-header';

export const metadata: Metadata = { title: 'Catalog' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader
        title="Catalog"
        purpose="What each model costs, by price book and date, and what is known about how well it does."
      />
      <CatalogTabs />
      {children}
    </>
  );
}
