// Word lists of the generator: invented companies, people, titles and subjects. No logic.

export const FIRST_NAMES =
  'Amara Ben Carla Dev Elena Farid Grace Hugo Imani Jonas Keiko Liam Mei Nadia Omar Priya Quinn Rosa Sven Tara Umar Vera Will Xenia Yusuf Zoe Anton Bella Chidi Dana'.split(
    ' ',
  );
export const LAST_NAMES =
  'Abbott Brandt Castillo Dubois Eriksen Fontaine Gupta Haddad Ivanova Jensen Kimura Lindqvist Moreau Nakamura Okafor Petrov Quintero Rossi Silva Tanaka Ueda Vasquez Weber Xu Yilmaz Zhang Ortiz Park Nowak Mbeki'.split(
    ' ',
  );

export const COMPANY_FIRST =
  'Alder Amber Anchor Arbor Aspen Beacon Birch Bluff Bright Cedar Cobalt Copper Coral Crest Delta Dune Ember Falcon Fern Flint Forge Glacier Granite Harbor Hazel Heron Indigo Ivory Juniper Lark Laurel Linden Lunar Maple Marlow Meridian Mesa Nimbus North Oak Onyx Opal Orchard Osprey Pine Prairie Quarry Raven Ridge River Sable Sierra Slate Solstice Summit Tidal Timber Vale Willow Zephyr'.split(
    ' ',
  );
export const COMPANY_SECOND =
  'Analytics Biologics Bioworks Capital Cell Chemicals Components Data Diagnostics Dynamics Energy Engineering Foods Freight Genomics Health Imaging Instruments Laboratories Logistics Machines Materials Medical Metals Networks Optics Packaging Pharma Photonics Polymers Precision Process Proteins Robotics Sciences Semiconductors Sensors Software Systems Therapeutics Tools Vaccines Ventures Vision Works'.split(
    ' ',
  );
export const COMPANY_LAST = ['', '', '', ' Inc', ' Group', ' Holdings', ' GmbH', ' Ltd', ' Partners', ' International'];

export const INDUSTRIES = [
  'Biotechnology',
  'Manufacturing',
  'Healthcare',
  'Technology',
  'Energy',
  'Food & Beverage',
  'Chemicals',
  null,
];
export const COUNTRIES = ['United States', 'United States', 'Canada', 'Germany', 'United Kingdom', 'France', 'Japan'];

/** All seniorities, with the traps: an assistant is no chief, a product owner no owner, and some have no title at all. */
export const TITLES: readonly (string | null)[] = [
  'Chief Technology Officer',
  'CEO',
  'CFO',
  'Founder & President',
  'Owner',
  'VP Process Development',
  'Vice President, Operations',
  'SVP Manufacturing',
  'Director of Quality',
  'Head of Procurement',
  'Senior Director, R&D',
  'Engineering Manager',
  'Lab Supervisor',
  'Team Lead Automation',
  'Process Engineer',
  'Scientist II',
  'Buyer',
  'Data Analyst',
  'Product Owner',
  'Executive Assistant to the CEO',
  'Director de Operaciones',
  null,
  null,
  '',
];

/** Subjects of mail sent from Outreach. Never shared with MAIL_SUBJECTS: two systems logging one mail is made on purpose only. */
export const SERIES_SUBJECTS = [
  'Scaling your next line',
  'A question about throughput',
  'Following up on our note',
  'Two ideas for your team',
  'Worth a quick look?',
  'How peers cut changeover time',
  'Should I close your file?',
  'Benchmarks for your process',
];
/** Subjects of mail logged by hand or by another add-in. */
export const MAIL_SUBJECTS = [
  'Notes from our talk',
  'Pricing sheet',
  'Agenda for next week',
  'Documents as promised',
  'Thank you',
  'Reference list',
];
export const MEETING_SUBJECTS = [
  'Intro call',
  'Product walkthrough',
  'Technical deep dive',
  'Quarterly review',
  'Site visit',
  'Discovery session',
];
export const INTERNAL_SUBJECTS = ['Account planning', 'Pipeline review', 'Prep for the customer call'];
export const OTHER_SUBJECTS = [
  'Send samples',
  'Update the org chart',
  'Research the new plant',
  'Forum invitation: process days',
  'Post a card',
  'Prepare a proposal',
];
export const AUTO_REPLY_SUBJECTS = [
  'Automatic reply: {}',
  'Out of office: back on Monday',
  'Auto: {}',
  'Undeliverable: {}',
  'Delivery Status Notification (Failure)',
  'Mail delivery failed: returning message',
];
