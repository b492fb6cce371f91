"""Open meetings: before, at the desk, at the door, on every screen; tallies of statements are kept."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import council.db

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('adjournment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('resumes_at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('hands_kept', sa.Boolean(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('adjournment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_adjournment_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_adjournment_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('building',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('segments', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('doors', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('building', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_building_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_building_person_id'), ['person_id'], unique=False)

    op.create_table('carried',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('grievance_id', sa.Integer(), nullable=False),
    sa.Column('climb_id', sa.Integer(), nullable=False),
    sa.Column('level', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('file', sa.LargeBinary(), nullable=False),
    sa.Column('told', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('climb_id')
    )
    with op.batch_alter_table('carried', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_carried_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_carried_grievance_id'), ['grievance_id'], unique=False)

    op.create_table('chairchange',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=True),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('chairchange', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chairchange_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_chairchange_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('chairnote',
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('item_id')
    )
    with op.batch_alter_table('chairnote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chairnote_council_id'), ['council_id'], unique=False)

    op.create_table('doorpassage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('attendance_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('doorpassage', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_doorpassage_attendance_id'), ['attendance_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_doorpassage_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_doorpassage_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('factanswer',
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('question_id')
    )
    with op.batch_alter_table('factanswer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_factanswer_council_id'), ['council_id'], unique=False)

    op.create_table('factquestion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('factquestion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_factquestion_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_factquestion_person_id'), ['person_id'], unique=False)

    op.create_table('factsheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('factsheet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_factsheet_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_factsheet_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('factversion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('claim', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('known', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unknown', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('evidence', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('factversion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_factversion_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_factversion_sheet_id'), ['sheet_id'], unique=False)

    op.create_table('galleryrule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('names', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('delay', sa.Integer(), nullable=False),
    sa.Column('contact', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('galleryrule', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_galleryrule_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_galleryrule_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('guestvisit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('mark', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('left_at', council.db.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('guestvisit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guestvisit_mark'), ['mark'], unique=False)
        batch_op.create_index(batch_op.f('ix_guestvisit_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('handplace',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('hand_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('handplace', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handplace_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_handplace_item_id'), ['item_id'], unique=False)

    op.create_table('itemchange',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('itemchange', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_itemchange_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_itemchange_item_id'), ['item_id'], unique=False)

    op.create_table('measure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('due', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('clock', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('measure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measure_council_id'), ['council_id'], unique=False)

    op.create_table('meetingbreak',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('until', council.db.Moment(timezone=True), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('meetingbreak', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meetingbreak_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meetingbreak_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('meetingbreakend',
    sa.Column('break_id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('break_id')
    )
    with op.batch_alter_table('meetingbreakend', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meetingbreakend_council_id'), ['council_id'], unique=False)

    op.create_table('meetingcancelling',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('meeting_id')
    )
    with op.batch_alter_table('meetingcancelling', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meetingcancelling_council_id'), ['council_id'], unique=False)

    op.create_table('meetingchange',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('starts_at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('meetingchange', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meetingchange_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meetingchange_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('meetinginvitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('sector', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('meeting_id', 'person_id')
    )
    with op.batch_alter_table('meetinginvitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meetinginvitation_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meetinginvitation_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meetinginvitation_person_id'), ['person_id'], unique=False)

    op.create_table('meetingreminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('starts_at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('meeting_id', 'hours', 'starts_at')
    )
    with op.batch_alter_table('meetingreminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meetingreminder_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meetingreminder_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('meetingreply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('sector', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('coming', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('meetingreply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meetingreply_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meetingreply_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meetingreply_person_id'), ['person_id'], unique=False)

    op.create_table('nameconsent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('ended_at', council.db.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('nameconsent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nameconsent_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nameconsent_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('paper',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('sector', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('how', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_person_id'), ['person_id'], unique=False)

    op.create_table('paperfiling',
    sa.Column('paper_id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('paper_id')
    )
    with op.batch_alter_table('paperfiling', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paperfiling_council_id'), ['council_id'], unique=False)

    op.create_table('paperreading',
    sa.Column('paper_id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('hand_id', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('paper_id')
    )
    with op.batch_alter_table('paperreading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paperreading_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paperreading_hand_id'), ['hand_id'], unique=False)

    op.create_table('paperwithdrawal',
    sa.Column('paper_id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('paper_id')
    )
    with op.batch_alter_table('paperwithdrawal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paperwithdrawal_council_id'), ['council_id'], unique=False)

    op.create_table('rehearsal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('running_for', sa.Integer(), nullable=True),
    sa.Column('stage_id', sa.Integer(), nullable=True),
    sa.Column('stage_meeting_id', sa.Integer(), nullable=True),
    sa.Column('token', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('ended_at', council.db.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('running_for'),
    sa.UniqueConstraint('stage_id'),
    sa.UniqueConstraint('token')
    )
    with op.batch_alter_table('rehearsal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rehearsal_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_rehearsal_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('resumption',
    sa.Column('adjournment_id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('adjournment_id')
    )
    with op.batch_alter_table('resumption', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resumption_council_id'), ['council_id'], unique=False)

    op.create_table('roomword',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('until', council.db.Moment(timezone=True), nullable=True),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('roomword', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roomword_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_roomword_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('roomwordend',
    sa.Column('word_id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('word_id')
    )
    with op.batch_alter_table('roomwordend', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roomwordend_council_id'), ['council_id'], unique=False)

    op.create_table('settingaside',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('restored_at', council.db.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('settingaside', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_settingaside_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_settingaside_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_settingaside_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('showing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('screen', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('page', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('showing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_showing_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_showing_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('speakingtime',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('speakingtime', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_speakingtime_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speakingtime_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speakingtime_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('speechextension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('hand_id', sa.Integer(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('speechextension', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_speechextension_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speechextension_hand_id'), ['hand_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speechextension_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('speechpause',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('hand_id', sa.Integer(), nullable=False),
    sa.Column('by_hand', sa.Integer(), nullable=True),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('until', council.db.Moment(timezone=True), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('speechpause', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_speechpause_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speechpause_hand_id'), ['hand_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speechpause_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('statementtally',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('statement_id', sa.Integer(), nullable=False),
    sa.Column('sector', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('stand', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('round_id', 'statement_id', 'sector', 'stand')
    )
    op.create_table('stepundone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ref', sa.Integer(), nullable=True),
    sa.Column('at', council.db.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('stepundone', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stepundone_council_id'), ['council_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stepundone_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stepundone_ref'), ['ref'], unique=False)

    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.add_column(sa.Column('day', sa.Integer(), nullable=False, server_default='1'))

    with op.batch_alter_table('grievance', schema=None) as batch_op:
        batch_op.create_index('grievance_at_door', ['council_id', 'door'], unique=False)
        batch_op.create_index('grievance_on_stretch', ['council_id', 'segment_id', 'at'], unique=False)

    with op.batch_alter_table('handlowering', schema=None) as batch_op:
        batch_op.add_column(sa.Column('by_id', sa.Integer(), nullable=True))

    with op.batch_alter_table('speech', schema=None) as batch_op:
        batch_op.add_column(sa.Column('aside', sqlmodel.sql.sqltypes.AutoString(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('within', sa.Integer(), nullable=True))
    op.execute("INSERT INTO statementtally (round_id, statement_id, sector, stand, n) "
               "SELECT round_id, statement_id, sector, stand, count(*) FROM statementanswer GROUP BY round_id, statement_id, sector, stand")


def downgrade() -> None:
    with op.batch_alter_table('speech', schema=None) as batch_op:
        batch_op.drop_column('within')
        batch_op.drop_column('aside')

    with op.batch_alter_table('handlowering', schema=None) as batch_op:
        batch_op.drop_column('by_id')

    with op.batch_alter_table('grievance', schema=None) as batch_op:
        batch_op.drop_index('grievance_on_stretch')
        batch_op.drop_index('grievance_at_door')

    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_column('day')

    with op.batch_alter_table('stepundone', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stepundone_ref'))
        batch_op.drop_index(batch_op.f('ix_stepundone_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_stepundone_council_id'))

    op.drop_table('stepundone')
    op.drop_table('statementtally')
    with op.batch_alter_table('speechpause', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_speechpause_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_speechpause_hand_id'))
        batch_op.drop_index(batch_op.f('ix_speechpause_council_id'))

    op.drop_table('speechpause')
    with op.batch_alter_table('speechextension', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_speechextension_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_speechextension_hand_id'))
        batch_op.drop_index(batch_op.f('ix_speechextension_council_id'))

    op.drop_table('speechextension')
    with op.batch_alter_table('speakingtime', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_speakingtime_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_speakingtime_item_id'))
        batch_op.drop_index(batch_op.f('ix_speakingtime_council_id'))

    op.drop_table('speakingtime')
    with op.batch_alter_table('showing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_showing_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_showing_council_id'))

    op.drop_table('showing')
    with op.batch_alter_table('settingaside', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_settingaside_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_settingaside_item_id'))
        batch_op.drop_index(batch_op.f('ix_settingaside_council_id'))

    op.drop_table('settingaside')
    with op.batch_alter_table('roomwordend', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roomwordend_council_id'))

    op.drop_table('roomwordend')
    with op.batch_alter_table('roomword', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roomword_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_roomword_council_id'))

    op.drop_table('roomword')
    with op.batch_alter_table('resumption', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resumption_council_id'))

    op.drop_table('resumption')
    with op.batch_alter_table('rehearsal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rehearsal_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_rehearsal_council_id'))

    op.drop_table('rehearsal')
    with op.batch_alter_table('paperwithdrawal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paperwithdrawal_council_id'))

    op.drop_table('paperwithdrawal')
    with op.batch_alter_table('paperreading', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paperreading_hand_id'))
        batch_op.drop_index(batch_op.f('ix_paperreading_council_id'))

    op.drop_table('paperreading')
    with op.batch_alter_table('paperfiling', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paperfiling_council_id'))

    op.drop_table('paperfiling')
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_person_id'))
        batch_op.drop_index(batch_op.f('ix_paper_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_paper_item_id'))
        batch_op.drop_index(batch_op.f('ix_paper_council_id'))

    op.drop_table('paper')
    with op.batch_alter_table('nameconsent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_nameconsent_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_nameconsent_council_id'))

    op.drop_table('nameconsent')
    with op.batch_alter_table('meetingreply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meetingreply_person_id'))
        batch_op.drop_index(batch_op.f('ix_meetingreply_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_meetingreply_council_id'))

    op.drop_table('meetingreply')
    with op.batch_alter_table('meetingreminder', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meetingreminder_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_meetingreminder_council_id'))

    op.drop_table('meetingreminder')
    with op.batch_alter_table('meetinginvitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meetinginvitation_person_id'))
        batch_op.drop_index(batch_op.f('ix_meetinginvitation_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_meetinginvitation_council_id'))

    op.drop_table('meetinginvitation')
    with op.batch_alter_table('meetingchange', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meetingchange_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_meetingchange_council_id'))

    op.drop_table('meetingchange')
    with op.batch_alter_table('meetingcancelling', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meetingcancelling_council_id'))

    op.drop_table('meetingcancelling')
    with op.batch_alter_table('meetingbreakend', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meetingbreakend_council_id'))

    op.drop_table('meetingbreakend')
    with op.batch_alter_table('meetingbreak', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meetingbreak_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_meetingbreak_council_id'))

    op.drop_table('meetingbreak')
    with op.batch_alter_table('measure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_measure_council_id'))

    op.drop_table('measure')
    with op.batch_alter_table('itemchange', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_itemchange_item_id'))
        batch_op.drop_index(batch_op.f('ix_itemchange_council_id'))

    op.drop_table('itemchange')
    with op.batch_alter_table('handplace', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handplace_item_id'))
        batch_op.drop_index(batch_op.f('ix_handplace_council_id'))

    op.drop_table('handplace')
    with op.batch_alter_table('guestvisit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guestvisit_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_guestvisit_mark'))

    op.drop_table('guestvisit')
    with op.batch_alter_table('galleryrule', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_galleryrule_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_galleryrule_council_id'))

    op.drop_table('galleryrule')
    with op.batch_alter_table('factversion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_factversion_sheet_id'))
        batch_op.drop_index(batch_op.f('ix_factversion_council_id'))

    op.drop_table('factversion')
    with op.batch_alter_table('factsheet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_factsheet_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_factsheet_council_id'))

    op.drop_table('factsheet')
    with op.batch_alter_table('factquestion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_factquestion_person_id'))
        batch_op.drop_index(batch_op.f('ix_factquestion_council_id'))

    op.drop_table('factquestion')
    with op.batch_alter_table('factanswer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_factanswer_council_id'))

    op.drop_table('factanswer')
    with op.batch_alter_table('doorpassage', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_doorpassage_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_doorpassage_council_id'))
        batch_op.drop_index(batch_op.f('ix_doorpassage_attendance_id'))

    op.drop_table('doorpassage')
    with op.batch_alter_table('chairnote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chairnote_council_id'))

    op.drop_table('chairnote')
    with op.batch_alter_table('chairchange', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chairchange_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_chairchange_council_id'))

    op.drop_table('chairchange')
    with op.batch_alter_table('carried', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_carried_grievance_id'))
        batch_op.drop_index(batch_op.f('ix_carried_council_id'))

    op.drop_table('carried')
    with op.batch_alter_table('building', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_building_person_id'))
        batch_op.drop_index(batch_op.f('ix_building_council_id'))

    op.drop_table('building')
    with op.batch_alter_table('adjournment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_adjournment_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_adjournment_council_id'))

    op.drop_table('adjournment')
