import type { Metadata } from 'next';
import { DeskPage } from '../../components/DeskPage';
import '../../styles/desk.css';

export const metadata: Metadata = {
  title: 'Souk · agent desk',
  description: 'Conversations that wait for a person.',
};

export default function Page() {
  return <DeskPage />;
}
