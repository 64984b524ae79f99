"""The table of contents: singletons are the outside world, factories are what the library can do."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from operator import eq
from pathlib import Path
from typing import Protocol, runtime_checkable

from dependency_injector.containers import DeclarativeContainer
from dependency_injector.providers import Callable, Dependency, Factory, Object, Singleton

from copilot_adapters import assembly
from copilot_adapters.account_findings import AccountFindings
from copilot_adapters.account_mail.outbox import PatientOutbox
from copilot_adapters.account_settings import Registration
from copilot_adapters.clocks import SystemClock
from copilot_adapters.credentials.stored import StoredCredentials
from copilot_adapters.diagnosis import Diagnosis
from copilot_adapters.gazetteers.geonames import Geonames
from copilot_adapters.html_cleaners.markdown import Markdown
from copilot_adapters.inventory import Inventory
from copilot_adapters.job_sources.manual import manual_posting
from copilot_adapters.known_passwords.zxcvbn import Zxcvbn
from copilot_adapters.language_detectors.function_words import FunctionWords
from copilot_adapters.meaning_findings import MeaningFindings
from copilot_adapters.packers.zip import Zip
from copilot_adapters.redis_findings import RedisFindings
from copilot_adapters.secret_findings import SecretFindings
from copilot_adapters.settings import Settings, load_settings
from copilot_adapters.similarities.rapidfuzz import RapidFuzz
from copilot_adapters.source_findings import SourceFindings
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage.archive import SqlArchive
from copilot_adapters.taxonomies.esco_onet import EscoOnet
from copilot_adapters.work_findings import WorkFindings
from copilot_core.entities.identities import SourceName
from copilot_core.rules.accounts import AccountTimes
from copilot_core.rules.schedule import entries_in_force
from copilot_core.rules.tokens import Analyser
from copilot_core.use_cases.accounts.any_account import AnyAccount
from copilot_core.use_cases.accounts.ask_for_reset import AskForReset
from copilot_core.use_cases.accounts.begin_session import BeginSession
from copilot_core.use_cases.accounts.change_account import ChangeAccount
from copilot_core.use_cases.accounts.change_password import ChangePassword
from copilot_core.use_cases.accounts.confirm_erasure import ConfirmErasure
from copilot_core.use_cases.accounts.create_admin import CreateAdmin
from copilot_core.use_cases.accounts.create_token import CreateToken
from copilot_core.use_cases.accounts.end_other_sessions import EndOtherSessions
from copilot_core.use_cases.accounts.end_session import EndSession
from copilot_core.use_cases.accounts.erase_everything import EraseEverything
from copilot_core.use_cases.accounts.erase_strangers import EraseStrangers
from copilot_core.use_cases.accounts.export_everything import ExportEverything
from copilot_core.use_cases.accounts.give_proofs import GiveProofs
from copilot_core.use_cases.accounts.invite_person import InvitePerson
from copilot_core.use_cases.accounts.issue_ticket import IssueTicket
from copilot_core.use_cases.accounts.know_right import KnowRight
from copilot_core.use_cases.accounts.know_session import KnowSession
from copilot_core.use_cases.accounts.know_token import KnowToken
from copilot_core.use_cases.accounts.list_accounts import ListAccounts
from copilot_core.use_cases.accounts.list_sessions import ListSessions
from copilot_core.use_cases.accounts.list_tokens import ListTokens
from copilot_core.use_cases.accounts.log_in import LogIn
from copilot_core.use_cases.accounts.log_out import LogOut
from copilot_core.use_cases.accounts.redeem_ticket import RedeemTicket
from copilot_core.use_cases.accounts.refresh_session import RefreshSession
from copilot_core.use_cases.accounts.register_account import RegisterAccount
from copilot_core.use_cases.accounts.remove_an_account import RemoveAnAccount
from copilot_core.use_cases.accounts.reset_password import ResetPassword
from copilot_core.use_cases.accounts.revoke_token import RevokeToken
from copilot_core.use_cases.accounts.send_letter import SendLetter
from copilot_core.use_cases.accounts.show_account import ShowAccount
from copilot_core.use_cases.accounts.show_an_account import ShowAnAccount
from copilot_core.use_cases.accounts.still_signed_in import StillSignedIn
from copilot_core.use_cases.accounts.verify_email import VerifyEmail
from copilot_core.use_cases.applications.count_applications import CountApplications
from copilot_core.use_cases.applications.export_applications import ExportApplications
from copilot_core.use_cases.applications.import_applications import ImportApplications
from copilot_core.use_cases.applications.list_applications import ListApplications
from copilot_core.use_cases.applications.move_application import MoveApplication
from copilot_core.use_cases.applications.move_applications import MoveApplications
from copilot_core.use_cases.applications.note_application import NoteApplication
from copilot_core.use_cases.applications.remind_application import RemindApplication
from copilot_core.use_cases.applications.remove_application import RemoveApplication
from copilot_core.use_cases.applications.show_application import ShowApplication
from copilot_core.use_cases.applications.tell_reminders import TellReminders
from copilot_core.use_cases.applications.track_job import TrackJob
from copilot_core.use_cases.jobs.add_job import AddJob
from copilot_core.use_cases.jobs.ask_to_collect import AskToCollect
from copilot_core.use_cases.jobs.ask_to_run_search import AskToRunSearch
from copilot_core.use_cases.jobs.block_company import BlockCompany
from copilot_core.use_cases.jobs.change_search import ChangeSearch
from copilot_core.use_cases.jobs.check_closings import CheckClosings
from copilot_core.use_cases.jobs.check_posting import CheckPosting
from copilot_core.use_cases.jobs.collect_jobs import CollectJobs
from copilot_core.use_cases.jobs.count_jobs import CountJobs
from copilot_core.use_cases.jobs.import_jobs import ImportJobs
from copilot_core.use_cases.jobs.join_sighting import JoinSighting
from copilot_core.use_cases.jobs.list_marks import ListMarks
from copilot_core.use_cases.jobs.list_news import ListNews
from copilot_core.use_cases.jobs.list_searches import ListSearches
from copilot_core.use_cases.jobs.look_at_postings import LookAtPostings
from copilot_core.use_cases.jobs.mark_closings import MarkClosings
from copilot_core.use_cases.jobs.mark_job import MarkJob
from copilot_core.use_cases.jobs.mark_jobs import MarkJobs
from copilot_core.use_cases.jobs.mark_news_seen import MarkNewsSeen
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings
from copilot_core.use_cases.jobs.note_listing import NoteListing
from copilot_core.use_cases.jobs.read_again import ReadAgain
from copilot_core.use_cases.jobs.remove_search import RemoveSearch
from copilot_core.use_cases.jobs.run_search import RunSearch
from copilot_core.use_cases.jobs.save_search import SaveSearch
from copilot_core.use_cases.jobs.search_jobs import SearchJobs
from copilot_core.use_cases.jobs.show_job import ShowJob
from copilot_core.use_cases.jobs.show_mark import ShowMark
from copilot_core.use_cases.jobs.show_search import ShowSearch
from copilot_core.use_cases.jobs.show_sightings import ShowSightings
from copilot_core.use_cases.jobs.similar_jobs import SimilarJobs
from copilot_core.use_cases.jobs.split_job import SplitJob
from copilot_core.use_cases.jobs.store_postings import StorePostings
from copilot_core.use_cases.jobs.suggest_words import SuggestWords
from copilot_core.use_cases.matching.ask_to_read import AskToRead
from copilot_core.use_cases.matching.compare_jobs import CompareJobs
from copilot_core.use_cases.matching.explain_match import ExplainMatch
from copilot_core.use_cases.matching.find_matches import FindMatches
from copilot_core.use_cases.matching.match_jobs import MatchJobs
from copilot_core.use_cases.matching.read_for_meaning import ReadForMeaning
from copilot_core.use_cases.matching.rebuild_index import RebuildIndex
from copilot_core.use_cases.matching.tell_new_matches import TellNewMatches
from copilot_core.use_cases.platform.answer_once import AnswerOnce
from copilot_core.use_cases.platform.ask_for_task import AskForTask
from copilot_core.use_cases.platform.back_up import BackUp
from copilot_core.use_cases.platform.cancel_task import CancelTask
from copilot_core.use_cases.platform.enqueue_tasks import EnqueueTasks
from copilot_core.use_cases.platform.follow_events import FollowEvents
from copilot_core.use_cases.platform.forget_events import ForgetEvents
from copilot_core.use_cases.platform.forget_leftovers import ForgetLeftovers
from copilot_core.use_cases.platform.hand_over_tasks import HandOverTasks
from copilot_core.use_cases.platform.keep_backups import KeepBackups
from copilot_core.use_cases.platform.keep_schedule import KeepSchedule
from copilot_core.use_cases.platform.list_events import ListEvents
from copilot_core.use_cases.platform.list_tasks import ListTasks
from copilot_core.use_cases.platform.purge_tasks import PurgeTasks
from copilot_core.use_cases.platform.resign_schedule import ResignSchedule
from copilot_core.use_cases.platform.restore import Restore
from copilot_core.use_cases.platform.retry_task import RetryTask
from copilot_core.use_cases.platform.review_sources import ReviewSources
from copilot_core.use_cases.platform.review_work import ReviewWork
from copilot_core.use_cases.platform.run_task import RunTask
from copilot_core.use_cases.platform.show_coverage import ShowCoverage
from copilot_core.use_cases.platform.show_schedule import ShowSchedule
from copilot_core.use_cases.platform.show_source import ShowSource
from copilot_core.use_cases.platform.show_sources import ShowSources
from copilot_core.use_cases.platform.show_task import ShowTask
from copilot_core.use_cases.platform.tell_events import TellEvents
from copilot_core.use_cases.resumes.add_resume import AddResume
from copilot_core.use_cases.resumes.compare_versions import CompareVersions
from copilot_core.use_cases.resumes.correct_resume import CorrectResume
from copilot_core.use_cases.resumes.fetch_original import FetchOriginal
from copilot_core.use_cases.resumes.import_profile import ImportProfile
from copilot_core.use_cases.resumes.list_resumes import ListResumes
from copilot_core.use_cases.resumes.read_resume import ReadResume
from copilot_core.use_cases.resumes.remove_resume import RemoveResume
from copilot_core.use_cases.resumes.rename_resume import RenameResume
from copilot_core.use_cases.resumes.restore_version import RestoreVersion
from copilot_core.use_cases.resumes.set_profile import SetProfile
from copilot_core.use_cases.resumes.show_profile import ShowProfile
from copilot_core.use_cases.resumes.show_resume import ShowResume

EMPLOYER_BOARDS = frozenset({SourceName("greenhouse"), SourceName("lever"), SourceName("ashby")})


@runtime_checkable
class Closing(Protocol):
    """What holds connections."""

    async def close(self) -> None:
        """Close those of this event loop."""
        ...


class Container(DeclarativeContainer):
    """One for each event loop and process; only composition roots import it."""

    settings = Dependency(instance_of=Settings)
    sample = Object(provides=False)

    clock = Singleton(SystemClock)
    stemmer = Singleton(Snowball)
    analyser = Singleton(Analyser, stemmer.provided.stem)
    cache = Singleton(assembly.make_cache, settings)
    storage = Singleton(assembly.make_storage, settings, stemmer.provided.stem, cache)
    cleaner = Singleton(Markdown)
    taxonomy = Singleton(EscoOnet)
    gazetteer = Singleton(Geonames)
    languages = Singleton(FunctionWords)
    similarity = Singleton(RapidFuzz)
    web = Callable(assembly.make_web, settings, clock, sample=sample)
    boards = Singleton(assembly.make_boards, settings, web)
    readers = Singleton(assembly.make_readers)
    embedder = Singleton(assembly.make_embedder, settings)
    index = Singleton(assembly.make_index, settings, storage, embedder)
    resume_index = Singleton(assembly.make_resume_index, settings, storage, embedder)
    task_queue = Singleton(assembly.make_task_queue, settings)
    event_bus = Singleton(assembly.make_event_bus, settings)
    limiter = Singleton(assembly.make_limiter, settings)
    password_hasher = Singleton(assembly.make_password_hasher, settings)
    known_passwords = Singleton(Zxcvbn)
    token_signer = Singleton(assembly.make_token_signer, settings, storage, clock)
    account_mail = Singleton(assembly.make_account_mail, settings, clock)
    credentials = Singleton(StoredCredentials, storage)
    outbox = Singleton(PatientOutbox, account_mail.provider)
    probes = Callable(Path.joinpath, settings.provided.home, "probes.json")

    merge_sightings = Factory(MergeSightings, similarity, EMPLOYER_BOARDS)
    store_postings = Factory(StorePostings, storage, cleaner, taxonomy, gazetteer, languages, merge_sightings, clock)
    read_again = Factory(ReadAgain, storage, taxonomy, gazetteer, languages, merge_sightings)
    mark_closings = Factory(MarkClosings, similarity, EMPLOYER_BOARDS)
    note_listing = Factory(NoteListing, storage, clock, mark_closings)
    collect_jobs = Factory(CollectJobs, storage, boards, store_postings, clock, note_listing)
    add_job = Factory(AddJob, storage, boards, store_postings)
    search_jobs = Factory(SearchJobs, storage, embedder, index, taxonomy, gazetteer)
    show_job = Factory(ShowJob, storage)
    posting_pages = Factory(assembly.make_posting_pages, settings, web, clock)
    look_at_postings = Factory(LookAtPostings, storage, posting_pages, clock, mark_closings)
    check_posting = Factory(CheckPosting, storage, clock, look_at_postings)
    check_closings = Factory(CheckClosings, storage, clock, look_at_postings, mark_closings)
    similar_jobs = Factory(SimilarJobs, storage, embedder, index)
    count_jobs = Factory(CountJobs, storage, taxonomy, gazetteer)
    suggest_words = Factory(SuggestWords, storage, taxonomy, gazetteer)
    split_job = Factory(SplitJob, storage, similarity, EMPLOYER_BOARDS)
    join_sighting = Factory(JoinSighting, storage, similarity, EMPLOYER_BOARDS)
    show_sightings = Factory(ShowSightings, storage)
    block_company = Factory(BlockCompany, storage, gazetteer)

    mark_job = Factory(MarkJob, storage, clock, event_bus)
    show_mark = Factory(ShowMark, storage)
    mark_jobs = Factory(MarkJobs, storage, clock, event_bus)
    list_marks = Factory(ListMarks, storage)

    track_job = Factory(TrackJob, storage, clock, event_bus, check_posting)
    move_application = Factory(MoveApplication, storage, clock, event_bus, check_posting)
    note_application = Factory(NoteApplication, storage, clock, event_bus)
    remind_application = Factory(RemindApplication, storage, clock, event_bus)
    list_applications = Factory(ListApplications, storage, clock)
    show_application = Factory(ShowApplication, storage, clock)
    remove_application = Factory(RemoveApplication, storage, event_bus)
    move_applications = Factory(MoveApplications, storage, clock, event_bus)
    count_applications = Factory(CountApplications, storage)
    export_applications = Factory(ExportApplications, storage)
    import_jobs = Factory(ImportJobs, storage, store_postings, manual_posting)
    import_applications = Factory(
        ImportApplications, storage, clock, store_postings, track_job, note_application, manual_posting
    )
    tell_reminders = Factory(TellReminders, storage, clock, event_bus)

    read_resume = Factory(ReadResume, readers, clock, languages)
    add_resume = Factory(AddResume, storage, readers, clock, languages)
    list_resumes = Factory(ListResumes, storage)
    show_resume = Factory(ShowResume, storage)
    import_profile = Factory(ImportProfile, storage, gazetteer)
    rename_resume = Factory(RenameResume, storage)
    correct_resume = Factory(CorrectResume, storage, clock)
    restore_version = Factory(RestoreVersion, storage, clock)
    compare_versions = Factory(CompareVersions, storage)
    remove_resume = Factory(RemoveResume, storage)
    fetch_original = Factory(FetchOriginal, storage)
    set_profile = Factory(SetProfile, storage, gazetteer)
    show_profile = Factory(ShowProfile, storage)

    match_jobs = Factory(MatchJobs, storage, taxonomy, analyser, clock, embedder, index)
    find_matches = Factory(FindMatches, storage, read_resume, match_jobs, gazetteer)
    explain_match = Factory(ExplainMatch, storage, find_matches)
    compare_jobs = Factory(CompareJobs, storage, find_matches)
    read_for_meaning = Factory(ReadForMeaning, storage, embedder, index, resume_index)
    rebuild_index = Factory(RebuildIndex, storage, embedder, index, resume_index)

    packer = Singleton(Zip)
    export_everything = Factory(ExportEverything, storage, packer, clock)

    archive = Singleton(SqlArchive, settings.provided.database, stemmer.provided.stem, clock, storage.provided.postgres)
    back_up = Factory(BackUp, archive)
    keep_backups = Factory(KeepBackups, archive, settings.provided.backup_folder, settings.provided.backup.keep)
    restore = Factory(Restore, archive)

    enqueue_tasks = Factory(EnqueueTasks, storage, task_queue, event_bus, sends=Callable(bool, settings.provided.redis))
    hand_over_tasks = Factory(HandOverTasks, storage, task_queue, event_bus)
    ask_for_task = Factory(AskForTask, storage, enqueue_tasks)
    ask_to_collect = Factory(AskToCollect, boards, ask_for_task)
    ask_to_read = Factory(AskToRead, storage, enqueue_tasks)
    web_copies = Singleton(assembly.make_web_copies, settings)
    erase_everything = Factory(
        EraseEverything,
        storage,
        event_bus,
        storage,
        web_copies,
        embedder.provider,
        index.provider,
        resume_index.provider,
        ask_to_read,
    )
    erase_strangers = Factory(EraseStrangers, storage, erase_everything)
    confirm_erasure = Factory(ConfirmErasure, storage, password_hasher, limiter, erase_everything)
    run_task = Factory(RunTask, storage, event_bus, clock)
    review_work = Factory(ReviewWork, storage)
    list_tasks = Factory(ListTasks, storage)
    show_task = Factory(ShowTask, storage)
    cancel_task = Factory(CancelTask, storage, event_bus)
    retry_task = Factory(RetryTask, storage, event_bus)
    purge_tasks = Factory(PurgeTasks, storage, clock)
    forget_events = Factory(ForgetEvents, storage, clock)
    forget_leftovers = Factory(ForgetLeftovers, storage, clock)
    answer_once = Factory(AnswerOnce, storage, clock)
    tell_events = Factory(TellEvents, storage, event_bus)
    list_events = Factory(ListEvents, storage)
    follow_events = Factory(FollowEvents, storage)
    issue_ticket = Factory(IssueTicket, storage, clock)
    redeem_ticket = Factory(RedeemTicket, storage, clock)
    tell_new_matches = Factory(TellNewMatches, storage, match_jobs, resume_index, clock, event_bus, gazetteer)

    account_times = Factory(
        AccountTimes,
        access=Callable(timedelta, minutes=settings.provided.accounts.access_minutes),
        session=Callable(timedelta, days=settings.provided.accounts.session_days),
        grace=Callable(timedelta, seconds=settings.provided.accounts.refresh_grace),
        verify=Callable(timedelta, hours=settings.provided.accounts.verify_hours),
        reset=Callable(timedelta, minutes=settings.provided.accounts.reset_minutes),
    )
    registration_open = Callable(eq, settings.provided.accounts.registration, Registration.OPEN)
    send_letter = Factory(SendLetter, outbox, limiter)
    give_proofs = Factory(GiveProofs, token_signer, clock, account_times)
    begin_session = Factory(BeginSession, storage, clock, event_bus, give_proofs, account_times)
    any_account = Factory(AnyAccount, credentials)
    register_account = Factory(
        RegisterAccount,
        storage,
        clock,
        password_hasher,
        known_passwords,
        send_letter,
        event_bus,
        account_times,
        registration_open,
    )
    verify_email = Factory(VerifyEmail, storage, clock)
    log_in = Factory(LogIn, storage, password_hasher, limiter, begin_session)
    refresh_session = Factory(RefreshSession, storage, clock, event_bus, give_proofs, account_times)
    know_session = Factory(KnowSession, credentials, clock, token_signer)
    know_right = Factory(KnowRight, storage)
    still_signed_in = Factory(StillSignedIn, storage, clock)
    log_out = Factory(LogOut, storage, event_bus)
    list_sessions = Factory(ListSessions, storage, clock)
    end_session = Factory(EndSession, storage, event_bus)
    end_other_sessions = Factory(EndOtherSessions, storage, event_bus)
    change_password = Factory(ChangePassword, storage, password_hasher, known_passwords, limiter, event_bus)
    ask_for_reset = Factory(AskForReset, storage, clock, send_letter, account_times)
    reset_password = Factory(ResetPassword, storage, clock, password_hasher, known_passwords, event_bus)
    show_account = Factory(ShowAccount, storage)
    change_account = Factory(ChangeAccount, storage)
    create_admin = Factory(CreateAdmin, storage, clock, password_hasher, known_passwords, event_bus)
    invite_person = Factory(InvitePerson, storage, clock, account_times)
    create_token = Factory(CreateToken, storage, clock)
    list_tokens = Factory(ListTokens, storage)
    revoke_token = Factory(RevokeToken, storage, event_bus)
    know_token = Factory(KnowToken, credentials, storage, clock)
    list_accounts = Factory(ListAccounts, storage)
    show_an_account = Factory(ShowAnAccount, show_account)
    remove_an_account = Factory(RemoveAnAccount, storage, event_bus, erase_everything)

    save_search = Factory(SaveSearch, storage, boards, clock, taxonomy, gazetteer)
    list_searches = Factory(ListSearches, storage)
    show_search = Factory(ShowSearch, storage, taxonomy, gazetteer)
    list_news = Factory(ListNews, storage, taxonomy, gazetteer)
    mark_news_seen = Factory(MarkNewsSeen, storage)
    change_search = Factory(ChangeSearch, storage, clock)
    remove_search = Factory(RemoveSearch, storage)
    run_search = Factory(RunSearch, storage, collect_jobs, clock, taxonomy, gazetteer)
    ask_to_run_search = Factory(AskToRunSearch, storage, ask_for_task)

    review_sources = Factory(ReviewSources, storage, clock, event_bus)
    show_sources = Factory(ShowSources, storage, boards, clock)
    show_source = Factory(ShowSource, storage, show_sources)
    show_coverage = Factory(ShowCoverage, storage, show_sources, gazetteer)

    entries = Callable(entries_in_force, settings.provided.backup.every)
    keep_schedule = Factory(KeepSchedule, storage, clock, entries)
    show_schedule = Factory(ShowSchedule, storage, entries)
    resign_schedule = Factory(ResignSchedule, storage)

    inventory = Factory(Inventory, settings.provided.job_sources, boards, clock, probes)
    work_findings = Factory(WorkFindings, storage, review_work, clock)
    redis_findings = Factory(RedisFindings, settings.provided.redis)
    source_findings = Factory(SourceFindings, storage, show_sources)
    meaning_findings = Factory(MeaningFindings, storage, embedder.provider, index.provider, resume_index.provider)
    account_findings = Factory(AccountFindings, settings, storage, list_accounts, account_mail.provider)
    secret_findings = Factory(SecretFindings, settings, storage)
    diagnosis = Factory(
        Diagnosis,
        settings,
        storage,
        inventory,
        redis_findings,
        work_findings,
        source_findings,
        meaning_findings,
        account_findings,
        secret_findings,
    )


@asynccontextmanager
async def closing_container(
    *, home: Path | None = None, sample: bool = False, migrate: bool = True, settings: Settings | None = None
) -> AsyncIterator[Container]:
    """Compose the library; `sample` stands for invented boards in a database of their own."""
    in_force = settings or (assembly.sample_settings(home) if sample else load_settings(home=home))
    container = Container(settings=in_force, sample=sample)
    if migrate:
        in_force.make_home()
        await container.storage().migrate()
    async with AsyncExitStack() as ending:
        for made in (container.storage(), container.task_queue(), container.event_bus(), container.limiter()):
            ending.push_async_callback(_close, made)
        ending.push_async_callback(_close, container.outbox())
        ending.push_async_callback(_close, container.credentials())
        yield container


async def _close(made: object) -> None:
    """Close, where there is something to close, in this event loop."""
    if isinstance(made, Closing):
        await made.close()
